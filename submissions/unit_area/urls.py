"""The addresses of the unit area. Every one below `<unit>/` is a 404 for people who do not serve it."""

from django.urls import include, path

from submissions.papers.bundle import Kind

from .views import access, batches, columns, corrections, exports, home, papers, registrations

app_name = "unit_area"

registration_urls = [
    path("", registrations.RegistrationList.as_view(), name="registrations"),
    path("<int:pk>/", registrations.RegistrationDetail.as_view(), name="registration"),
    path("<int:pk>/sua/", registrations.Correct.as_view(), name="correct"),
    path("<int:pk>/gui/", registrations.Send.as_view(), name="send"),
    path("<int:pk>/mau.docx", papers.Form.as_view(kind=Kind.WORD), name="form_word"),
    path("<int:pk>/mau.pdf", papers.Form.as_view(kind=Kind.PDF), name="form_pdf"),
    path("<int:pk>/rut/", registrations.Withdraw.as_view(), name="withdraw"),
]

batch_urls = [
    path("", batches.BatchList.as_view(), name="batches"),
    path("tai-len/", batches.UploadList.as_view(), name="upload"),
    path("mau/<slug:campaign>/<int:form>.<slug:file_format>", exports.BlankList.as_view(), name="blank_list"),
    path(
        "cua-don-vi/<slug:campaign>/<int:form>.<slug:file_format>", exports.OwnList.as_view(), name="own_list"
    ),
    path("<int:pk>/", corrections.Preview.as_view(), name="preview"),
    path("<int:pk>/dong/<int:position>/", corrections.CorrectRow.as_view(), name="correct_row"),
    path("<int:pk>/dong/<int:position>/chon/", corrections.IncludeRow.as_view(), name="include_row"),
    path("<int:pk>/dong/<int:position>/tra-loi/", corrections.AnswerRow.as_view(), name="answer_row"),
    path("<int:pk>/cac-dong/", corrections.ChangeRows.as_view(), name="change_rows"),
    path("<int:pk>/cot/", columns.Columns.as_view(), name="columns"),
    path("<int:pk>/linh-vuc/", corrections.SetMissingSectors.as_view(), name="set_sectors"),
    path("<int:pk>/nhap/", batches.ImportList.as_view(), name="import"),
    path("<int:pk>/tien-do/", batches.Progress.as_view(), name="progress"),
    path("<int:pk>/huy/", batches.Discard.as_view(), name="discard"),
    path("<int:pk>/ket-qua/", batches.Result.as_view(), name="result"),
    path("<int:pk>/hoan-tac/", batches.Undo.as_view(), name="undo"),
    path("<int:pk>/tep/", batches.Original.as_view(), name="original"),
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
