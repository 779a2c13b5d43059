from django.urls import path

from baogong.web.depot import bags, crates, printing, returns, shelf, store, wall, waves

app_name = "depot"
urlpatterns = [
    path("", waves.home, name="home"),
    path("wave/<int:pk>", waves.wave, name="wave"),
    path("wave/<int:pk>/wall", wall.wall, name="wall"),
    path("wave/<int:pk>/labels", printing.labels, name="labels"),
    path("wave/<int:pk>/shelf", printing.shelf_cards, name="shelf_cards"),
    path("wave/<int:pk>/crates", printing.crate_slips, name="crate_slips"),
    path("wave/<int:pk>/cells", printing.cell_plates, name="cell_plates"),
    path("wave/<int:pk>/manifest", printing.manifest, name="manifest"),
    path("wave/<int:pk>/entrance/<int:entrance>", waves.entrance, name="entrance"),
    path("wave/<int:pk>/entrance/<int:entrance>/next", waves.next_bag, name="next_bag"),
    path("bag", bags.find, name="find_bag"),
    path("b/<str:code>", bags.scanned, name="bag_by_code"),
    path("bag/<int:pk>", bags.bag, name="bag"),
    path("bag/<int:pk>/leave", bags.leave, name="leave_bag"),
    path("bag/<int:pk>/recalled", bags.recalled, name="recalled_bag"),
    path("bag/<int:pk>/photo/<int:photo>", bags.photo, name="bag_photo"),
    path("crate/<int:pk>", crates.crate, name="crate"),
    path("crate/<int:pk>/doors", printing.doors, name="doors"),
    path("returns", returns.home, name="returns"),
    path("returns/run/<int:pk>", returns.run, name="take_back"),
    path("wave/<int:pk>/again", returns.again, name="offer_again"),
    path("shelf", shelf.home, name="shelf"),
    path("shelf/<int:pk>", shelf.shelf, name="shelf_of"),
    path("shelf/<int:pk>/<slug:sku>", shelf.good, name="shelf_good"),
    path("shelf/<int:pk>/photo/<int:photo>", shelf.photo, name="shelf_photo"),
    path("store", store.home, name="stores"),
    path("store/<int:pk>", store.store, name="store"),
    path("area/<int:pk>", store.area, name="area"),
    path("refill/<int:pk>/take", store.take, name="refill_take"),
    path("refill/<int:pk>/done", store.finish, name="refill_done"),
]
