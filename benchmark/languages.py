"""How well languages are told apart: by our small words, by py3langid, by lingua, on English news and on sentences of other languages."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from corpora.news import sample_news
from onrecord.cleaning import looks_english
from onrecord.cleaning.language import language_of

ARTICLES = 500
# Three sentences each, of our own.
OTHERS = {
    "de": "Die Ministerin sagte am Montag in Berlin, die Gespräche seien gescheitert. Niemand wollte sich dazu äußern. Die Gewerkschaft rief für Freitag zum Streik auf.",
    "fr": "La ministre a déclaré lundi à Lyon que les négociations avaient échoué. Personne n'a voulu commenter. Le syndicat appelle à la grève vendredi.",
    "es": "La ministra dijo el lunes en Sevilla que las conversaciones habían fracasado. Nadie quiso hacer comentarios. El sindicato convocó una huelga para el viernes.",
    "it": "La ministra ha detto lunedì a Torino che le trattative sono fallite. Nessuno ha voluto commentare. Il sindacato ha proclamato uno sciopero per venerdì.",
    "pt": "A ministra disse na segunda-feira em Lisboa que as conversações falharam. Ninguém quis comentar. O sindicato convocou uma greve para sexta-feira.",
    "nl": "De minister zei maandag in Utrecht dat de gesprekken waren mislukt. Niemand wilde daarop reageren. De vakbond riep op tot een staking op vrijdag.",
    "sv": "Ministern sade på måndagen i Malmö att samtalen hade misslyckats. Ingen ville kommentera saken. Facket utlyste strejk till fredag.",
    "da": "Ministeren sagde mandag i Odense, at samtalerne var slået fejl. Ingen ville kommentere sagen. Fagforeningen varslede strejke til fredag.",
    "pl": "Minister powiedziała w poniedziałek w Gdańsku, że rozmowy zakończyły się fiaskiem. Nikt nie chciał tego komentować. Związek ogłosił strajk na piątek.",
    "tr": "Bakan pazartesi günü Bursa'da görüşmelerin başarısız olduğunu söyledi. Kimse yorum yapmak istemedi. Sendika cuma günü için grev çağrısı yaptı.",
    "id": "Menteri mengatakan pada hari Senin di Medan bahwa pembicaraan telah gagal. Tidak ada yang mau berkomentar. Serikat pekerja menyerukan mogok pada hari Jumat.",
    "tl": "Sinabi ng ministro noong Lunes sa Cebu na nabigo ang mga pag-uusap. Walang gustong magbigay ng pahayag. Nanawagan ang unyon ng welga sa Biyernes.",
    "sw": "Waziri alisema Jumatatu mjini Arusha kwamba mazungumzo yameshindwa. Hakuna aliyetaka kuzungumza. Chama cha wafanyakazi kimeitisha mgomo siku ya Ijumaa.",
    "vi": "Bộ trưởng nói hôm thứ Hai tại Huế rằng các cuộc đàm phán đã thất bại. Không ai muốn bình luận. Công đoàn kêu gọi đình công vào thứ Sáu.",
    "ru": "Министр сказала в понедельник в Казани, что переговоры провалились. Никто не захотел это комментировать. Профсоюз объявил забастовку на пятницу.",
    "uk": "Міністерка сказала в понеділок у Львові, що переговори провалилися. Ніхто не захотів це коментувати. Профспілка оголосила страйк на п'ятницю.",
    "el": "Η υπουργός είπε τη Δευτέρα στην Πάτρα ότι οι συνομιλίες απέτυχαν. Κανείς δεν θέλησε να σχολιάσει. Το συνδικάτο κήρυξε απεργία για την Παρασκευή.",
    "ar": "قالت الوزيرة يوم الاثنين في الإسكندرية إن المحادثات فشلت. ولم يرغب أحد في التعليق. ودعت النقابة إلى إضراب يوم الجمعة.",
    "he": "השרה אמרה ביום שני בחיפה כי השיחות נכשלו. איש לא רצה להגיב. האיגוד הכריז על שביתה ביום שישי.",
    "hi": "मंत्री ने सोमवार को पटना में कहा कि बातचीत विफल रही। कोई टिप्पणी नहीं करना चाहता था। संघ ने शुक्रवार को हड़ताल का आह्वान किया।",
    "zh": "部长星期一在苏州说，谈判已经破裂。没有人愿意评论。工会呼吁在星期五举行罢工。",
    "ja": "大臣は月曜日に神戸で、交渉は決裂したと述べた。誰もコメントしようとしなかった。組合は金曜日のストライキを呼びかけた。",
    "ko": "장관은 월요일 부산에서 협상이 결렬되었다고 말했다. 아무도 논평하려 하지 않았다. 노조는 금요일 파업을 촉구했다.",
}  # fmt: skip
Judge = Callable[[str], bool]


def print_languages(data: Path) -> bool:
    """Print what each way takes for English; whether ours takes all news for it and none of the others."""
    news = [page.text for page in sample_news(data, ARTICLES)]
    leads = [" ".join(text.split()[:25]) for text in news]
    print(f"{'taken for English':24} {'news':>10} {'25 words':>10} {'others':>10} {'ms per article':>14}")
    for name, judge in judges().items():
        judge(news[0])  # Loading is not counted.
        started = time.process_time()
        whole = sum(map(judge, news))
        milliseconds = (time.process_time() - started) / len(news) * 1000
        of_leads, of_others = sum(map(judge, leads)), sum(map(judge, OTHERS.values()))
        print(f"{name:24} {whole:>6}/{len(news)} {of_leads:>6}/{len(leads)} {of_others:>7}/{len(OTHERS)} {milliseconds:14.2f}")
    named = [code for code, text in OTHERS.items() if language_of(text) == code]
    print(f"named rightly by py3langid: {len(named)} of {len(OTHERS)}, not {', '.join(sorted(OTHERS.keys() - set(named))) or 'any'}")
    return all(map(looks_english, news)) and not any(map(looks_english, OTHERS.values()))


def judges() -> dict[str, Judge]:
    """The ways that there are here; lingua only where it is installed (lingua-language-detector)."""
    found: dict[str, Judge] = {"small words (ours)": looks_english, "py3langid": lambda text: language_of(text) == "en"}
    try:
        from lingua import Language, LanguageDetectorBuilder
    except ImportError:
        return found
    detector = LanguageDetectorBuilder.from_all_languages().build()
    return found | {"lingua": lambda text: detector.detect_language_of(text) == Language.ENGLISH}
