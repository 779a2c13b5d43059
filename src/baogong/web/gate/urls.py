from django.urls import path

from baogong.web.gate import (
    arrivals,
    batches,
    counting,
    parcel_review,
    parcels,
    receipts,
    slots,
    unfiled,
)

app_name = "gate"
urlpatterns = [
    path("", arrivals.home, name="home"),
    path("order/<int:pk>", counting.count, name="count"),
    path("order/<int:pk>/result", receipts.result, name="result"),
    path("receipts", receipts.receipts, name="receipts"),
    path("photo/<int:pk>", receipts.photo, name="arrival_photo"),
    path("<int:gate>/board", slots.board, name="board"),
    path("<int:gate>/board/print", slots.board_print, name="board_print"),
    path("<int:gate>/board/export", slots.board_export, name="board_export"),
    path("<int:gate>/book", slots.book, name="book"),
    path("slot/<int:pk>", slots.step, name="slot"),
    path("<int:gate>/batches", batches.batches, name="batches"),
    path("batch/<int:pk>/end", batches.end, name="batch_end"),
    path("batch/<int:pk>/card", batches.card, name="batch_card"),
    path("<int:gate>/parcels", parcels.parcels, name="parcels"),
    path("<int:gate>/parcels/print", parcels.parcels_print, name="parcels_print"),
    path("<int:gate>/parcels/export", parcels.parcels_export, name="parcels_export"),
    path("<int:gate>/parcels/labels", parcels.labels, name="parcel_labels"),
    path("<int:gate>/parcels/send", parcels.send, name="parcels_send"),
    path("<int:gate>/parcels/review", parcel_review.review, name="parcel_review"),
    path("<int:gate>/manifest", parcel_review.manifest, name="manifest"),
    path("parcel/<int:pk>", parcel_review.parcel, name="parcel"),
    path("b/<str:code>", parcel_review.label, name="label"),
    path("unfiled", unfiled.index, name="unfiled"),
    path("<int:gate>/unfiled/new", unfiled.new, name="unfiled_new"),
    path("unfiled/<int:pk>", unfiled.one, name="unfiled_one"),
    path("unfiled/<int:pk>/answer", unfiled.answer, name="unfiled_answer"),
    path("unfiled/<int:pk>/photo", unfiled.photo, name="unfiled_photo"),
]
