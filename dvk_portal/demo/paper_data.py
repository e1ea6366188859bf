"""What the five papers say beyond their text: what they rest on, the dates they set, when they were posted.

Every citation and every phrase stands in the text of its paper; the tests hold them to it.
"""

from dataclasses import dataclass
from pathlib import Path

from .paper_text import Paper, Source, read_paper

FOLDER = Path(__file__).parent / "papers"

BEFORE, BY, WITHIN = "before", "by", "within"


@dataclass(frozen=True)
class Basis:
    """A paper that is cited: the words of the citation, its number, ISO date and issuer."""

    citation: str
    number: str = ""
    issued_on: str = ""
    issuer: str = ""


@dataclass(frozen=True)
class Due:
    """A date the paper sets; `named_day` (ISO) is empty where it names no day of one year.

    `years` says for which years, where the phrase itself does not.
    """

    what: str
    phrase: str
    bound: str = WITHIN
    named_day: str = ""
    years: str = ""


@dataclass(frozen=True)
class PaperData:
    """One of the five papers; `slug` is its address and the name of its file without “.txt”."""

    slug: str
    title: str
    summary: str
    issuer: str
    document_type: str
    posted: str
    source: Source
    bases: tuple[Basis, ...]
    dues: tuple[Due, ...]

    @property
    def raw(self) -> str:
        """The text as it was found."""
        return (FOLDER / f"{self.slug}.txt").read_text(encoding="utf-8")

    def read(self) -> Paper:
        return read_paper(self.raw, self.source)


YEARLY = "hằng năm"

BINH_THUAN_LETTER = PaperData(
    slug="cong-van-1040-cv-duk",
    title="Triển khai thực hiện Hướng dẫn xây dựng mô hình “Dân vận khéo” giai đoạn 2021 - 2025",
    summary="Đảng ủy Khối cơ quan và doanh nghiệp tỉnh Bình Thuận quy định mốc thời gian đăng ký hằng năm, "
    "rà soát, đánh giá và công nhận mô hình “Dân vận khéo”.",
    issuer="Đảng ủy Khối cơ quan và doanh nghiệp tỉnh Bình Thuận",
    document_type="cong_van",
    posted="2022-06-06",
    source=Source(opens="Ngày 01/12/2021", markdown=True),
    bases=(
        Basis(
            "Công văn số 775-CV/ĐUK về Phát động phong trào thi đua “Dân vận khéo” giai đoạn 2021 - 2025",
            "775-CV/ĐUK",
            "2021-12-01",
            "Ban Thường vụ Đảng ủy Khối",
        ),
        Basis(
            "Hướng dẫn số 08-HD/BDVTU về xây dựng mô hình “Dân vận khéo” giai đoạn 2021 - 2025",
            "08-HD/BDVTU",
            "2022-05-25",
            "Ban Dân vận Tỉnh ủy",
        ),
    ),
    dues=(
        Due("Hoàn thành đăng ký mô hình và báo cáo về Đảng ủy Khối", "trong tháng 02", WITHIN, "", YEARLY),
        Due(
            "Hoàn thành việc đăng ký năm 2022 và báo cáo về Đảng ủy Khối",
            "trước ngày 15/7/2022",
            BEFORE,
            "2022-07-15",
            "riêng năm 2022",
        ),
        Due(
            "Bổ sung đăng ký các mô hình được xây dựng trong năm 2021",
            "theo mốc thời gian nêu trên",
            BEFORE,
            "2022-07-15",
            "trong năm 2022",
        ),
        Due(
            "Rà soát, đánh giá, xét và công nhận; gửi báo cáo kết quả, đề nghị công nhận",
            "trước ngày 15/9",
            BEFORE,
            "",
            "hàng năm",
        ),
    ),
)

ENTERPRISES_LETTER = PaperData(
    slug="cong-van-821-cv-duk",
    title="Triển khai Phong trào thi đua “Dân vận khéo” năm 2024",
    summary="Ban Thường vụ Đảng uỷ Khối đề nghị các đơn vị đăng ký xây dựng mô hình, điển hình "
    "“Dân vận khéo” năm 2024 trước ngày 26 tháng 2 năm 2024.",
    issuer="Đảng uỷ Khối Doanh nghiệp tỉnh",
    document_type="cong_van",
    posted="2024-02-21",
    source=Source(opens="Thực hiện Công văn", markdown=True),
    bases=(
        Basis(
            "Công văn số 1388-CV/BDVTU ngày 16/02/2024 của Ban Dân vận Tỉnh uỷ",
            "1388-CV/BDVTU",
            "2024-02-16",
            "Ban Dân vận Tỉnh uỷ",
        ),
        Basis(
            "Chương trình số 57-CTr/ĐUK, ngày 02/01/2024 của Ban Thường vụ Đảng uỷ Khối",
            "57-CTr/ĐUK",
            "2024-01-02",
            "Ban Thường vụ Đảng uỷ Khối",
        ),
        Basis(
            "Hướng dẫn số 11-HD/ĐUK ngày 22/02/2023 của BTV Đảng uỷ Khối",
            "11-HD/ĐUK",
            "2023-02-22",
            "Ban Thường vụ Đảng uỷ Khối",
        ),
    ),
    dues=(
        Due(
            "Tổng hợp đăng ký, gửi về Đảng uỷ Khối (qua Ban Tuyên giáo Đảng uỷ)",
            "trước ngày 26 tháng 2 năm 2024",
            BEFORE,
            "2024-02-26",
        ),
    ),
)

TAN_YEN_LETTER = PaperData(
    slug="cong-van-tan-yen-2024",
    title="Triển khai Phong trào thi đua “Dân vận khéo” năm 2024 (Huyện ủy Tân Yên)",
    summary="Thường trực Huyện ủy Tân Yên đề nghị các địa phương, đơn vị đăng ký xây dựng mô hình, điển hình "
    "“Dân vận khéo” các cấp năm 2024 theo mẫu M1, M2, M3, M4, chậm nhất ngày 27/02/2024.",
    issuer="Huyện ủy Tân Yên",
    document_type="cong_van",
    posted="2024-02-20",
    source=Source(opens="Thực hiện Công văn", last="MẪU ĐĂNG KÝ CỦA TẬP THỂ", markdown=True),
    bases=(
        Basis(
            "Công văn số 1388-CV/BDVTU ngày 16/2/2024 của Ban Dân vận Tỉnh ủy",
            "1388-CV/BDVTU",
            "2024-02-16",
            "Ban Dân vận Tỉnh ủy",
        ),
        Basis(
            "Kế hoạch số 62-KH/HU ngày 01/11/2021 của Ban Thường vụ Huyện ủy",
            "62-KH/HU",
            "2021-11-01",
            "Ban Thường vụ Huyện ủy",
        ),
        Basis(
            "Chỉ thị số 11-CT/TU ngày 28/9/2021 của Ban Thường vụ Tỉnh ủy",
            "11-CT/TU",
            "2021-09-28",
            "Ban Thường vụ Tỉnh ủy",
        ),
        Basis(
            "Hướng dẫn số 09-HD/HU ngày 17/8/2022 của Ban Thường vụ Huyện ủy",
            "09-HD/HU",
            "2022-08-17",
            "Ban Thường vụ Huyện ủy",
        ),
        Basis(
            "Quyết định số 266-QĐ/HU ngày 21/01/2022 của Ban Thường vụ Huyện ủy",
            "266-QĐ/HU",
            "2022-01-21",
            "Ban Thường vụ Huyện ủy",
        ),
    ),
    dues=(
        Due(
            "Kế hoạch và đăng ký thực hiện đảng bộ, cơ quan, đơn vị “Dân vận khéo”",
            "chậm nhất ngày 27/02/2024",
            BY,
            "2024-02-27",
        ),
        Due(
            "Cơ quan, đơn vị, chi bộ trực thuộc; Công an, Quân sự, Trung tâm Y tế: gửi danh sách M4 và "
            "mẫu M1, M2",
            "chậm nhất ngày 27/02/2024",
            BY,
            "2024-02-27",
        ),
        Due(
            "Các xã, thị trấn: gửi danh sách M3 và mẫu M1, M2",
            "chậm nhất ngày 27/02/2024",
            BY,
            "2024-02-27",
        ),
        Due(
            "Ban Dân vận Huyện ủy báo cáo nội dung giới thiệu cấp tỉnh và số lượng cấp huyện",
            "tại Hội nghị giao ban ngày 01/3/2024",
            BY,
            "2024-03-01",
        ),
        Due("Đánh giá, công nhận và giới thiệu biểu dương, khen thưởng", "Cuối năm", years="năm 2024"),
    ),
)

BINH_THUAN_PLAN = PaperData(
    slug="ke-hoach-54-kh-bdvtu",
    title="Kế hoạch thực hiện phong trào thi đua “Dân vận khéo”, giai đoạn 2022 - 2025",
    summary="Kế hoạch của cơ quan Ban Dân vận Tỉnh ủy Bình Thuận: xây dựng, duy trì các mô hình tại cơ quan "
    "và tham mưu về phong trào thi đua “Dân vận khéo” trên địa bàn tỉnh.",
    issuer="Ban Dân vận Tỉnh ủy Bình Thuận",
    document_type="ke_hoach",
    posted="2022-04-01",
    source=Source(opens="Thực hiện Công văn", pdf_lines=True, headings=("2- Lãnh đạo đảng viên",)),
    bases=(
        Basis(
            "Công văn số 308-CV/TU, ngày 26/11/2021 của Ban Thường vụ Tỉnh ủy",
            "308-CV/TU",
            "2021-11-26",
            "Ban Thường vụ Tỉnh ủy",
        ),
        Basis(
            "Công văn số 775- CV/ĐUK, ngày 01/12/2021 của Đảng ủy Khối cơ quan và doanh nghiệp tỉnh",
            "775-CV/ĐUK",
            "2021-12-01",
            "Đảng ủy Khối cơ quan và doanh nghiệp tỉnh",
        ),
        Basis("Chỉ thị số 44-CT/TU, ngày 23/12/2013", "44-CT/TU", "2013-12-23", "Ban Thường vụ Tỉnh ủy"),
        Basis(
            "Thông báo số 96-TB/VPTU, ngày 07/4/2021 của Văn phòng Tỉnh ủy",
            "96-TB/VPTU",
            "2021-04-07",
            "Văn phòng Tỉnh ủy",
        ),
        Basis("Kết luận số 01-KL/TW của Bộ Chính trị (khóa XIII)", "01-KL/TW", "", "Bộ Chính trị"),
        Basis("Chỉ thị số 05-CT/TW", "05-CT/TW"),
        Basis(
            "Quy định số 101-QĐ/TW của Ban Bí thư Trung ương Đảng (khóa XI)",
            "101-QĐ/TW",
            "",
            "Ban Bí thư Trung ương Đảng",
        ),
        Basis(
            "Kết luận số 21-KL/TW, ngày 25/10/2021 của Ban Chấp hành Trung ương Đảng (khóa XIII)",
            "21-KL/TW",
            "2021-10-25",
            "Ban Chấp hành Trung ương Đảng",
        ),
        Basis(
            "Kế hoạch số 56-KH/TU, ngày 24/02/2022 của Ban Thường vụ Tỉnh ủy",
            "56-KH/TU",
            "2022-02-24",
            "Ban Thường vụ Tỉnh ủy",
        ),
    ),
    dues=(
        Due(
            "Đề xuất nội dung mô hình đăng ký xây dựng mới",
            "trước ngày 09/4/2022",
            BEFORE,
            "2022-04-09",
        ),
        Due(
            "Hướng dẫn và triển khai thực hiện mô hình “Một giúp một”",
            "vào đầu tháng 5/2022",
        ),
        Due("Đánh giá, nhận xét và lựa chọn biểu dương cá nhân", "Định kỳ hàng quý"),
        Due(
            "Đề xuất chi bộ khen thưởng điển hình",
            "dịp sinh hoạt kỷ niệm Ngày truyền thống công tác dân vận 15/10",
            years=YEARLY,
        ),
        Due(
            "Ban hành Hướng dẫn, tiêu chí, quy trình xét chọn",
            "Tháng 3/2022",
            WITHIN,
            "2022-03-31",
        ),
        Due("Rà soát, đánh giá mô hình, điển hình; đề xuất công nhận cấp tỉnh", "Hằng năm"),
        Due("Kiểm tra việc triển khai thực hiện phong trào", "Tháng 7/2022", WITHIN, "2022-07-31"),
        Due("Tổng kết, biểu dương, khen thưởng giai đoạn 2021 – 2025", "Năm 2025"),
    ),
)

THAI_NGUYEN_GUIDANCE = PaperData(
    slug="huong-dan-29-hd-duk",
    title="Hướng dẫn xây dựng mô hình “Dân vận khéo”",
    summary="Đảng ủy Khối các cơ quan tỉnh Thái Nguyên hướng dẫn nội dung, tiêu chí, tiêu chuẩn; đăng "
    "ký, tiếp nhận, "
    "rà soát; xác nhận và khen thưởng mô hình, điển hình “Dân vận khéo”.",
    issuer="Đảng ủy Khối các cơ quan tỉnh Thái Nguyên",
    document_type="huong_dan",
    posted="2024-04-20",
    source=Source(
        opens="Thực hiện Nghị quyết", first="ĐẢNG BỘ TỈNH THÁI NGUYÊN", last="Tải phụ lục đính kèm"
    ),
    bases=(
        Basis(
            "Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương Đảng khóa XI",
            "25-NQ/TW",
            "2013-06-03",
            "Ban Chấp hành Trung ương Đảng",
        ),
        Basis(
            "Kế hoạch số 30-KH/ĐUK, ngày 12/7/2021 của Ban Thường vụ Đảng ủy Khối",
            "30-KH/ĐUK",
            "2021-07-12",
            "Ban Thường vụ Đảng ủy Khối",
        ),
        Basis(
            "Đề án số 05- ĐA/TU, ngày 09/4/2021 của Tỉnh ủy Thái Nguyên",
            "05-ĐA/TU",
            "2021-04-09",
            "Tỉnh ủy Thái Nguyên",
        ),
        Basis(
            "Quyết định số 08/2022/QĐ-UBND, ngày 19/4/2022 của Ủy ban nhân dân tỉnh",
            "08/2022/QĐ-UBND",
            "2022-04-19",
            "Ủy ban nhân dân tỉnh",
        ),
        Basis(
            "Hướng dẫn số 08-HD/BDVTU, ngày 25/9/2022 của Ban Dân vận Tỉnh ủy",
            "08-HD/BDVTU",
            "2022-09-25",
            "Ban Dân vận Tỉnh ủy",
        ),
        Basis("Chương trình công tác năm 2024", "", "2024", "Ban Chấp hành Đảng bộ Khối"),
    ),
    dues=(
        Due("Cấp cơ sở: tổ chức đăng ký mô hình", "hoàn thành trong tháng 2", WITHIN, "", YEARLY),
        Due("Cấp Đảng bộ Khối: tổ chức đăng ký mô hình", "trước ngày 20/3 hằng năm", BEFORE),
        Due("Cấp cơ sở: đăng ký năm 2024", "trước 30/5/2024", BEFORE, "2024-05-30", "riêng năm 2024"),
        Due(
            "Cấp Đảng bộ Khối: đăng ký năm 2024",
            "trước ngày 30/6/2024",
            BEFORE,
            "2024-06-30",
            "riêng năm 2024",
        ),
        Due(
            "Cấp cơ sở: tổng hợp rà soát, thẩm định và xác nhận, báo cáo gửi Ban Tuyên giáo Đảng ủy Khối",
            "hoàn thành trong tháng 10 hằng năm",
            WITHIN,
        ),
        Due(
            "Cấp Đảng bộ Khối: rà soát, thẩm định và xác nhận",
            "hoàn thành trong tháng 11 hằng năm",
            WITHIN,
        ),
        Due(
            "Báo cáo kết quả thực hiện 06 tháng và 1 năm",
            "trước ngày 10/6 và 10/12 hằng năm",
            BEFORE,
        ),
        Due("Khen thưởng điển hình cấp cơ sở, cấp Đảng bộ Khối", "Hằng năm"),
    ),
)

PAPERS = (
    THAI_NGUYEN_GUIDANCE,
    TAN_YEN_LETTER,
    ENTERPRISES_LETTER,
    BINH_THUAN_LETTER,
    BINH_THUAN_PLAN,
)
