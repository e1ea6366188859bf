"""The addresses of the unit area. Every one below `<unit>/` is a 404 for people who do not serve it."""

from django.urls import include, path

from .views import access, batches, corrections, home, registrations

app_name = "unit_area"

registration_urls = [
    path("", registrations.RegistrationList.as_view(), name="registrations"),
    path("<int:pk>/", registrations.RegistrationDetail.as_view(), name="registration"),
    path("<int:pk>/sua/", registrations.Correct.as_view(), name="correct"),
    path("<int:pk>/gui/", registrations.Send.as_view(), name="send"),
    path("<int:pk>/rut/", registrations.Withdraw.as_view(), name="withdraw"),
]

batch_urls = [
    path("", batches.BatchList.as_view(), name="batches"),
    path("tai-len/", batches.UploadList.as_view(), name="upload"),
    path("<int:pk>/", corrections.Preview.as_view(), name="preview"),
    path("<int:pk>/dong/<int:position>/", corrections.CorrectRow.as_view(), name="correct_row"),
    path("<int:pk>/dong/<int:position>/chon/", corrections.IncludeRow.as_view(), name="include_row"),
    path("<int:pk>/linh-vuc/", corrections.SetMissingSectors.as_view(), name="set_sectors"),
    path("<int:pk>/nhap/", batches.ImportList.as_view(), name="import"),
    path("<int:pk>/huy/", batches.Discard.as_view(), name="discard"),
    path("<int:pk>/ket-qua/", batches.Result.as_view(), name="result"),
    path("<int:pk>/dong-chua-nhap.xlsx", batches.RowsLeft.as_view(), name="rows_left"),
]

urlpatterns = [
    path("", access.Start.as_view(), name="start"),
    path("dang-nhap/", access.SignIn.as_view(), name="sign_in"),
    path("dang-xuat/", access.SignOut.as_view(), name="sign_out"),
    path("<slug:unit>/", home.Home.as_view(), name="home"),
    path("<slug:unit>/dang-ky/", include(registration_urls)),
    path("<slug:unit>/danh-sach/", include(batch_urls)),
]
