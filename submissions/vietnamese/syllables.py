"""What a Vietnamese syllable may look like: beginning, rime, place of the tone; and which are common.

A text in an old encoding is told from a right one by reading it both ways: “nh©n” is no syllable,
“nhân” is one. Two readings may both be syllables (“gióp”, “giúp”); then the common one wins.
"""

import unicodedata
from functools import cache

_BEFORE_FRONT_VOWELS = ("k", "gh", "ngh")
_BEFORE_OTHERS = ("c", "g", "ng")
_BEFORE_ANY = (
    *("", "b", "ch", "d", "đ", "gi", "h", "kh", "l", "m", "n", "nh"),
    *("p", "ph", "r", "s", "t", "th", "tr", "v", "x"),
)
_RIMES = """
    a ac ach ai ak am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en
    eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa
    oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc
    oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh uêt ui um un
    ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyp uyt uyu ư ưa ưc ưi ưm ưng ưt ưu
    ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
"""
_RIMES_AFTER_QU = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây e en eo et ê ên ênh êt êu
    i in inh it ôc ơ y ych yên yêt ynh yt
"""
_RIMES_AFTER_GI = ("", "êc", "êng", "êt", "n", "m", "p")
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
# A syllable that ends in a stop has no other tone than sắc or nặng.
_STOPS = ("c", "ch", "k", "p", "t")
_STOPPED_TONES = ("\u0301", "\u0323")
_OPEN_PAIRS = ("oa", "oe", "uy")

# From papers of the movement and translations of programs; only syllables with letters beyond ASCII.
_COMMON_SYLLABLES = """
    các hình dân vận và hiện thực mô của ủy đảng công đăng khéo bộ xây dựng ký cơ có ngày đơn vị thể điển
    chức số cấp năm đã được không khối tỉnh về tổ văn nhân vụ nhận với thường nội đạo triển chỉ tháng đề
    chính định chọn huyện tên sở động trào tập bản đua việc trị hoặc bạn kết viên hướng mẫu dẫn mới hội
    xác một thời đoàn lại này tiếp nhập để quyết hợp quả thành trên người thuộc là gửi lãnh mật khẩu nghị
    phòng chủ địa vực sách lĩnh cá hành trực tiêu nghiệp trước nhiệm đoạn tác đối xã hãy từ đổi phát lưu
    nào làm dòng báo chưa tế tuyên tổng cán nhất thêm thống xuất đang sửa trình cách hoàn vào hiệu bảo
    biểu đến giá hệ mưu ý như thông ở hóa trách xóa tệp kế thị những quyền chí tiếng hoạch mục quản đó tự
    tạo cả trì tải giáo lựa lý tỷ kiến uỷ bình phận dùng rộng tại chấp hằng đánh tài tục lỗi tất mạnh đầu
    hoạt thưởng phải học bỏ liệu truyền đây liên lên sẽ nước chỉnh trường cáo nếu nơi thứ thái sự yêu tư
    toàn vệ quốc đồng khóa tưởng dự đợt ô nguyên lực đúng cứ dương thẩm luận dấu xoá sản kèm phạm hồ tìm
    căn rà soát thư đẩy khoản mở mỗi nâng giải bằng thuận nêu trả cập chịu điểm bị cụ tắt xét đường cầu
    đức phương hơn cần khác lối hạn gắn rõ tượng bắt lệ đóng góp tốt phụ dưới bố quá bí đa đảm tích cùng
    chuyên nhóm giờ rồi phối phân ít viết vấn dụng nông môi lần dữ gì việt giới ngắn tình hàng thiết
    chuyển gọn sáng tính cực chúng thiếu giúp lập họ chép đặt đi chữ dõi pháp rút năng nhà xuyên lục chuẩn
    kiểm quán triệt tâm nhiều cổng thiệu ảnh chờ cộng thủ phù phục chế cuộc vững ứng thôn chống phê biên
    xúc dành kỳ đính phần thế hồi thấy phó án trọng khó bức phẩm trương biết nhật tóm chậm lúc ví dụ mốc
    đôn đốc bài chương lợi sống biến thức sơ đưa đại tùy thúc trạng sử loại còn muộn kính thì bổ bảy ương
    cường chú dám nói thử vì khảo cuối nó kiểu trưởng riêng dịch lượng dục đất cứu ràng điều họp hôm tân
    yên lọc kiếm chắc trống tôi mười vẫn tăng nghiêm gương máy đô chất tướng phủ giữ nổi mà quần cảm đủ
    nguyễn điện trấn tương từng điền bởi chối muốn bảng tồn đọc triệu tối kịp luật bất trở sắp xếp nghệ
    duyệt bắc mặc hủy chắn cột nhưng sổ gõ bàn nguồn gồm khăn xảy nạn bật nhũng độ tận sớm nên ơn vọng hạ
    tầng hiến tử quân khái quát xử hồng lòng lịch luồng cảnh buộc mã sẵn rằng sáu đều lặp phút đấu vướng
    mắc phản tiễn nghiệm hỏi sức diễn sát thoại trú thiện khả thần lắng thích vẻ khoá kỷ niệm dịp đời đào
    hết thẻ ngữ trùng gỡ bên cũ nữa cái chứa nhỏ lớn mọi tố lời đích chăm đáng túc ngăn chặn lùi thoái cấu
    hữu chuỗi giỏi giàu mối cư mặt bệnh thiên gần hà triên kiện tiết nghiên nền nhằm lượt đạt đài khỏe
    hiểm tệ trật giáp sâu sắc nghĩa thắng quý dừng miền ngôn nằm nhắn giống rỗng mất quên tám chín yếu
    phép nghìn lấy trích đáp khắc biển giám biện cải đứng khí hậu tiểu thổ đai phóng hỏa hoạn hộ đột phá
    bền lành nắm niềm đắn sót nhiễu gây phiền vô thờ ơ mức tảng nhài chào mừng hỗ trợ trần ngọc mạng sạch
    hoá tộc tôn hạnh phúc tụy nỗ rèn luyện đặng sỹ sưu phổ tiên áp hiển biệt lẽ vài dạng vậy tới nê cổ cô
    bé bà gà bò lá bác lê tô mường khương xóm phố ấp buôn hoài tây đông hải lâm sơn nghèo cờ trồng nấm rơm
    ruộng lúa chăn nuôi trâu lợn vườn tuyến quê thắp rác thải ngõ hẻm tuần nữ niên cựu chiến vốn đẹp vĩnh
    thọ bái lào lạng quảng thừa huế đà nẵng tĩnh lạt thơ tháp bến sóc trăng rạng cà tỉ đội xoài đỡ tặng
    quà giảng dạy trẻ già cháo bữa cơm lớp cụm hòa hoà toà tòa hoàng dịu nỗi đau thương ruột rẫy suối đồi
    núi sông đò mía chè cây bón thuốc khuyến kẻ trộm cướp túy tuý đèn chợ cảng cấy gặt đê đập kênh mương
    giếng
"""
_COMMON = frozenset(_COMMON_SYLLABLES.split())


def _tone_places(rime: str) -> tuple[int, ...]:
    """Return the places where the tone of a rime is written; “hòa” and “hoà” are both in use."""
    marked = [place for place, letter in enumerate(rime) if letter in "ăâêôơư"]
    if marked:
        return (marked[-1],) if rime.startswith("ươ") else (marked[0],)
    if rime in _OPEN_PAIRS:
        return 0, 1
    vowels = len(rime) - len(rime.lstrip("aeiouy"))
    starts_with_glide = rime[:2] in (*_OPEN_PAIRS, "oo")
    return (1,) if starts_with_glide and (vowels > 2 or len(rime) > vowels) else (0,)


def _toned(rime: str) -> set[str]:
    stopped = rime.endswith(_STOPS)
    return {
        unicodedata.normalize("NFC", rime[: place + 1] + tone + rime[place + 1 :])
        for place in _tone_places(rime)
        for tone in (_STOPPED_TONES if stopped else _TONES)
    }


@cache
def _syllables() -> frozenset[str]:
    """Return every syllable the rules of spelling allow, in lower case."""
    found = set()
    for rime in _RIMES.split():
        starts = _BEFORE_FRONT_VOWELS if rime[0] in "eêiy" else _BEFORE_OTHERS
        found |= {start + toned for start in (*starts, *_BEFORE_ANY) for toned in _toned(rime)}
    found |= {"qu" + toned for rime in _RIMES_AFTER_QU.split() for toned in _toned(rime)}
    found |= {"g" + toned for rime in _RIMES_AFTER_GI for toned in _toned("i" + rime)}
    return frozenset(found)


def is_syllable(word: str) -> bool:
    """Tell whether an NFC word is spelt as one Vietnamese syllable: “Nghĩa”, “HỘI”; not “thÓ”, “Müller”."""
    return (word.islower() or word.isupper() or word.istitle()) and word.lower() in _syllables()


def is_common(word: str) -> bool:
    """Tell whether an NFC word is one of the syllables that papers use most, in any case."""
    return word.lower() in _COMMON
