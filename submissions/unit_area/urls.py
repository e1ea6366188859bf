"""The addresses of the unit area. Every one below `<unit>/` is a 404 for people who do not serve it."""

from django.urls import include, path

from submissions.papers.bundle import Kind

from .views import (
    access,
    account,
    archive,
    attachments,
    batches,
    columns,
    corrections,
    draft_papers,
    drafts,
    exports,
    home,
    invitation,
    notices,
    papers,
    passwords,
    registrations,
    starting,
)

app_name = "unit_area"

person_urls = [
    path("", access.Start.as_view(), name="start"),
    path("dang-nhap/", access.SignIn.as_view(), name="sign_in"),
    path("dang-xuat/", access.SignOut.as_view(), name="sign_out"),
    path("loi-moi/", invitation.AcceptInvitation.as_view(), name="invitation"),
    path("mat-khau/", passwords.AskForPassword.as_view(), name="password_forgotten"),
    path("mat-khau/da-gui/", passwords.PasswordSent.as_view(), name="password_sent"),
    path("mat-khau/<uidb64>/", passwords.SetPassword.as_view(), name="set_password"),
    path("tai-khoan/", account.Account.as_view(), name="account"),
    path("tai-khoan/mat-khau/", account.ChangePassword.as_view(), name="change_password"),
    path("tai-khoan/thu-dien-tu/", account.ConfirmAddress.as_view(), name="confirm_address"),
    path("thong-bao/", notices.NoticeList.as_view(), name="notices"),
    path("thong-bao/da-doc/", notices.MarkRead.as_view(), name="all_notices_read"),
    path("thong-bao/<int:pk>/", notices.OpenNotice.as_view(), name="notice"),
    path("thong-bao/<int:pk>/da-doc/", notices.MarkRead.as_view(), name="notice_read"),
]

registration_urls = [
    path("", registrations.RegistrationList.as_view(), name="registrations"),
    path("moi/<slug:campaign>/", starting.Register.as_view(), name="register"),
    path("moi/<slug:campaign>/tiep-tuc/", starting.ContinueList.as_view(), name="continue"),
    path("<int:pk>/", registrations.RegistrationDetail.as_view(), name="registration"),
    path("<int:pk>/sua/", registrations.Correct.as_view(), name="correct"),
    path("<int:pk>/gui/", registrations.Send.as_view(), name="send"),
    path("<int:pk>/mau.docx", papers.Form.as_view(kind=Kind.WORD), name="form_word"),
    path("<int:pk>/mau.pdf", papers.Form.as_view(kind=Kind.PDF), name="form_pdf"),
    path("<int:pk>/rut/", registrations.Withdraw.as_view(), name="withdraw"),
    path("<int:pk>/tep/", attachments.Attach.as_view(), name="attach"),
]

draft_urls = [
    path("<int:pk>/", drafts.Fill.as_view(), name="fill"),
    path("<int:pk>/luu/", drafts.Autosave.as_view(), name="autosave"),
    path("<int:pk>/giong/", drafts.SimilarTitles.as_view(), name="similar"),
    path("<int:pk>/xem/", draft_papers.DraftPreview.as_view(), name="draft_preview"),
    path("<int:pk>/mau.docx", draft_papers.DraftPaper.as_view(kind=Kind.WORD), name="draft_word"),
    path("<int:pk>/mau.pdf", draft_papers.DraftPaper.as_view(kind=Kind.PDF), name="draft_pdf"),
    path("<int:pk>/bo/", drafts.DiscardDraft.as_view(), name="discard_draft"),
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
    *person_urls,
    path("<slug:unit>/", home.Home.as_view(), name="home"),
    path("<slug:unit>/tep/<int:pk>/", attachments.OpenAttachment.as_view(), name="attachment"),
    path("<slug:unit>/tep/<int:pk>/xoa/", attachments.RemoveAttachment.as_view(), name="remove_attachment"),
    path("<slug:unit>/tai-ve/", archive.Archive.as_view(), name="archive"),
    path("<slug:unit>/dang-ky/", include(registration_urls)),
    path("<slug:unit>/dien-mau/", include(draft_urls)),
    path("<slug:unit>/danh-sach/", include(batch_urls)),
]
