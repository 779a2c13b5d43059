"""What a commander watches and steers."""

from datetime import date

from django.urls import path, register_converter

from baogong.web.command import (
    book,
    catalogue,
    days,
    exceptions,
    filings,
    lists,
    lots,
    notices,
    price_board,
    prices,
    report,
    restock,
    rounds,
    stock,
    stock_plan,
    survey,
    wall,
)

app_name = "command"


class IsoDate:
    """``2026-04-12`` in an address."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(IsoDate, "isodate")

urlpatterns = [
    path("", days.home, name="home"),
    path("<int:estate>/<isodate:date>/", days.day, name="day"),
    path("<int:estate>/<isodate:date>/live", days.live, name="live"),
    path("<int:estate>/<isodate:date>/print", days.sheet, name="sheet"),
    path("<int:estate>/<isodate:date>/wall", wall.wall, name="wall"),
    path("<int:estate>/<isodate:date>/wall/live", wall.wall_live, name="wall_live"),
    path("<int:estate>/<isodate:date>/report", report.report, name="report"),
    path("<int:estate>/<isodate:date>/report/pdf", report.paper, name="report_paper"),
    path("<int:estate>/<isodate:date>/report/xlsx", report.workbook, name="report_workbook"),
    path("<int:estate>/<isodate:date>/notices", notices.index, name="notices"),
    path("<int:estate>/<isodate:date>/notices/print", notices.sheet, name="notice_print"),
    path("<isodate:date>/", wall.town, name="town"),
    path("<isodate:date>/live", wall.town_live, name="town_live"),
    path("<int:estate>/<isodate:date>/orders", lists.orders, name="orders"),
    path("<int:estate>/<isodate:date>/bags", lists.bags, name="bags"),
    path("<int:estate>/<isodate:date>/purchases", lists.purchases, name="purchases"),
    path("bags/<int:pk>/", lists.bag, name="bag"),
    path("purchases/", book.index, name="book"),
    path("bags/<int:pk>/photo", lists.bag_photo, name="bag_photo"),
    path("filings/", filings.index, name="filings"),
    path("filings/<int:pk>/", filings.detail, name="filing"),
    path("filings/<int:pk>/decide", filings.decide, name="filing_decide"),
    path("rounds/", rounds.index, name="rounds"),
    path("rounds/exceptions/", exceptions.index, name="exceptions"),
    path("rounds/new/<int:estate>/", rounds.create, name="round_new"),
    path("rounds/<int:pk>/", rounds.detail, name="round"),
    path("rounds/<int:pk>/cutoff", rounds.cutoff, name="round_cutoff"),
    path("rounds/<int:pk>/stock", restock.package, name="round_stock"),
    path("rounds/<int:pk>/stock/good", restock.good, name="round_good_stock"),
    path("rounds/<int:pk>/move", rounds.move, name="round_move"),
    path("rounds/<int:pk>/close", rounds.close, name="round_close"),
    path("catalogue/", catalogue.index, name="catalogue"),
    path("catalogue/goods/new", catalogue.good, name="good_new"),
    path("catalogue/goods/<slug:sku>/", catalogue.keeping, name="good"),
    path("catalogue/packages/new", catalogue.create, name="package_new"),
    path("catalogue/packages/<int:pk>/", catalogue.change, name="package"),
    path("catalogue/packages/<int:pk>/names", catalogue.names, name="package_names"),
    path("catalogue/packages/<int:pk>/price", prices.change, name="price"),
    path("catalogue/board/", price_board.index, name="price_board"),
    path("catalogue/board/print", price_board.sheet, name="price_board_print"),
    path("catalogue/packages/<int:pk>/cost", price_board.cost, name="cost"),
    path("catalogue/prices/", prices.index, name="prices"),
    path("catalogue/prices/<int:pk>/", prices.decide, name="price_decide"),
    path("stock/", stock.index, name="stock"),
    path("stock/export", stock.export, name="stock_export"),
    path("stock/print", stock.sheet, name="stock_print"),
    path("supply/", survey.index, name="survey"),
    path("supply/<int:pk>/", survey.fill, name="survey_fill"),
    path("stock/<int:estate>/plan/<isodate:date>/", stock_plan.plan, name="stock_plan"),
    path(
        "stock/<int:estate>/plan/<isodate:date>/ready", stock_plan.ready, name="stock_plan_ready"
    ),
    path("stock/<int:pk>/owners", stock.owners, name="stock_owners"),
    path("lots/", lots.index, name="lots"),
    path("lots/<int:pk>/", lots.detail, name="lot"),
    path("lots/<int:pk>/recall", lots.recall, name="lot_recall"),
    path("lots/<int:pk>/answer", lots.answer, name="lot_answer"),
    path("lots/<int:pk>/export", lots.export, name="lot_export"),
    path("lots/<int:pk>/print", lots.sheet, name="lot_print"),
]
