"""Reports in the manner of agencies and newspapers, written for the tests of copies."""

from mahdar.linking.copies import CopyPair, CopyText, find_copies

STATEMENT = (
    "استقبل وزير الخارجية سالم المرزوقي اليوم في مكتبه بالعاصمة سفيرة مملكة الدانوب هيلينا فوس، "
    "وبحث معها مشروع الميناء الجاف الذي تنوي شركات من بلادها بناءه قرب مدينة النخيل بكلفة 340 مليون دينار. "
    "وقال الوزير إن «المشروع يفتح للصادرات الزراعية طريقا أقصر إلى أسواق الشمال ويوفر للشباب فرص عمل حقيقية»، "
    "مضيفا أن لجنة فنية ستزور الموقع قبل نهاية الشهر لتقدر حاجته من الماء والكهرباء."
)
OTHER_WORDS = (
    "أجرى رئيس الدبلوماسية سالم المرزوقي محادثات مع هيلينا فوس ممثلة الدانوب تركزت على إقامة مرفأ بري "
    "يخدم مزارعي الواحات. وذكر مصدر حضر الجلسة أن خبراء سيعاينون الأرض خلال أسابيع، وأن الكلفة لم تحسم بعد، "
    "وأن تمويل الأشغال سيكون موضع تفاوض لاحق بين الخزانتين."
)
WEATHER = (
    "تشهد الجبال الشمالية غدا أمطارا متفرقة ورياحا نشطة تثير الغبار على الطرق المكشوفة، "
    "وينصح السائقون بالتمهل وترك مسافة كافية بين المركبات حتى ساعات المساء."
)
CABLE = (
    "بعث رئيس الجمهورية برقية عزاء ومواساة إلى {whom} في وفاة {lost}، أعرب فيها باسمه وباسم شعب الجمهورية "
    "وحكومتها عن أحر التعازي وصادق المواساة، سائلا الله العلي القدير أن يتغمد الفقيد بواسع رحمته ويسكنه فسيح "
    "جناته ويلهم أهله وذويه الصبر والسلوان."
)


def text(doc_id: str, words: str, day: str | None = "2025-03-10", outlet: str | None = None) -> CopyText:
    return CopyText(doc_id=doc_id, text=words, day=day, outlet=outlet)


def pair_of(a: str, b: str) -> CopyPair:
    """The pair of two texts of one day."""
    (pair,) = find_copies([text("a", a), text("b", b)])
    return pair


def inside(pair: CopyPair) -> list[tuple[str, str]]:
    return [d.words for d in pair.differences if d.where == "inside"]
