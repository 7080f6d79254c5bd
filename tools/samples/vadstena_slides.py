"""Vadstena, fokusområden 2025–2028: a slide deck with focus areas, alignments and presenter notes (family 6)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tools.samples.stable import MARK
from tools.samples.web import ACCENT, BLACK, FONT, GREY, WHITE, Colour, WebDocument

WIDTH, HEIGHT = 960.0, 540.0  # points, 16:9
EDGE = 48.0
# name, words, colour, what whom raised, alignments
AREAS: tuple[tuple[str, str, Colour, tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]], ...] = (
    ("Levande stadskärna", "Torget, hamnen och gränderna är fulla av liv även när sommaren är över. Här finns butiker, "
     "bostäder och kultur på gångavstånd.", (244, 177, 131),
     (("Invånarna:", ("Fler bänkar", "Öppet på kvällen")), ("Företagen:", ("Parkering", "Gemensam skyltning")),
      ("Ungdomarna:", ("En egen lokal", "Buss hem"))),
     ("Målområde: ”Östergötland ska vara en attraktiv och tillgänglig region”",
      "Principer: ”Samverkan”, ”Jämställdhet”",
      "Prioriteringar: ”Stärkta orter i hela länet”, ”Tillgänglig kultur”")),
    ("Trygg uppväxt", "Varje barn möts av vuxna som ser, lyssnar och samarbetar. Skolan är en plats där man lyckas.",
     (169, 209, 142),
     (("Invånarna:", ("Mindre barngrupper",)), ("Ungdomarna:", ("Läxhjälp", "Fler vuxna på rasten"))),
     ("Målområde: ”Östergötland ska ge invånarna goda livsvillkor”", "Principer: ”Barnets bästa”, ”Jämställdhet”",
      "Prioriteringar: ”Fullföljda studier”")),
    ("Frisk sjö och rik natur", "Vättern är vår dricksvattentäkt och vårt skafferi. Vi brukar marken så att arterna "
    "blir fler.",
     (157, 195, 230),
     (("Invånarna:", ("Badplatser", "Stigar")), ("Företagen:", ("Lokal mat", "Fisketurism")),
      ("Politiken:", ("Strandskydd", "Dagvatten"))),
     ("Huvudmålområde: ”Östergötland ska ställa om till ett hållbart resursutnyttjande”", "Principer: ”Helhetssyn”",
      "Prioriteringar: ”Minskad klimatpåverkan”, ”Levande vatten”")),
)  # fmt: skip
AGENDA = (
    (
        "Levande stadskärna",
        "Mål 8 Anständiga arbetsvillkor och ekonomisk tillväxt, Mål 11 Hållbara städer och samhällen",
    ),
    ("Trygg uppväxt", "Mål 3 God hälsa och välbefinnande, Mål 4 God utbildning för alla"),
    ("Frisk sjö och rik natur", "Mål 6 Rent vatten och sanitet för alla, Mål 15 Ekosystem och biologisk mångfald"),
)


class Deck(WebDocument):
    """Slides: a title bar instead of the header, the mark in small print at the bottom."""

    def header(self) -> None:
        """Slides have no running header; the title bar is drawn with the slide."""

    def footer(self) -> None:
        """Printed by fpdf2 on every slide."""
        self.write_at(MARK, WIDTH - 330, HEIGHT - 20, 250, 8, colour=GREY)
        self.write_at(str(self.page_no()), WIDTH - 70, HEIGHT - 20, 30, 8, colour=GREY)

    def write_at(self, words: str, left: float, top: float, width: float, size: float, *, bold: bool = False,
                 colour: Colour = BLACK, align: str = "L") -> None:  # fmt: skip
        self.set_font(FONT, "B" if bold else "", size)
        self.set_text_color(*colour)
        self.set_xy(left, top)
        self.multi_cell(width, size * 1.3, words, align=align)

    def draw_box(
        self, left: float, top: float, width: float, height: float, fill: Colour, *, rounded: bool = False
    ) -> None:
        with self.local_context(fill_color=fill, draw_color=(160, 160, 160)):
            self.rect(left, top, width, height, style="DF", round_corners=rounded, corner_radius=10 if rounded else 0)

    def start_slide(self, title: str, fill: Colour = ACCENT, colour: Colour = WHITE) -> None:
        self.add_page()
        self.draw_box(0, 0, WIDTH, 72, fill)
        self.write_at(title, EDGE, 17, WIDTH - 2 * EDGE, 28, bold=True, colour=colour)

    def write_notes(self, words: str) -> None:
        """What the presenter says, printed under the slide as an export with notes does."""
        self.write_at("Presentatör", EDGE / 2, HEIGHT - 56, 500, 7, colour=GREY)
        self.write_at("Presentationsanteckningar", EDGE / 2, HEIGHT - 46, 500, 7, colour=GREY)
        self.write_at(words, EDGE / 2, HEIGHT - 36, 560, 7, colour=GREY)


def write_bullets(deck: Deck, items: Sequence[str], top: float) -> None:
    for number, item in enumerate(items):
        deck.write_at(f"→ {item}", EDGE, top + number * 62, WIDTH - 2 * EDGE, 19)


def write_overview(deck: Deck) -> None:
    """Focus areas in coloured boxes, to the right of each what of the regional strategy it serves."""
    deck.start_slide("Våra fokusområden", WHITE, ACCENT)
    for number, (name, _, fill, _, aligned) in enumerate(AREAS):
        top = 84 + number * 126.0
        deck.draw_box(EDGE / 2, top, 200, 116, fill, rounded=True)
        deck.write_at(name, EDGE / 2 + 8, top + 40, 184, 17, bold=True, align="C")
        deck.draw_box(EDGE / 2 + 212, top, WIDTH - EDGE - 212, 116, WHITE)
        for row, line in enumerate(aligned):
            deck.write_at(line, EDGE / 2 + 222, top + 20 + row * 28, WIDTH - EDGE - 234, 13.5)
    deck.write_notes(
        "Översikt över hur fokusområdena kopplar till den regionala utvecklingsstrategin, RUS Östergötland."
    )


def write_area(deck: Deck, number: int) -> None:
    name, words, fill, voices, _ = AREAS[number]
    deck.start_slide(name, fill, BLACK)
    deck.write_at(words, 120, 130, WIDTH - 240, 22, align="C")
    deck.write_at("Det vi hörde:", EDGE, 300, 110, 16, bold=True)
    for column, (who, items) in enumerate(voices):
        left = 180 + column * 250.0
        deck.write_at(who, left, 300, 230, 15, bold=True)
        for row, item in enumerate(items):
            deck.write_at(f"• {item}", left, 326 + row * 24, 230, 14)


def write_steps(deck: Deck) -> None:
    """Three arrows in a row (block arrows, drawn as polygons)."""
    deck.start_slide("Så går vi vidare")
    steps = (("Fullmäktige beslutar om fokusområden", (222, 235, 247)), ("Nämnderna sätter mål", (226, 240, 217)),
             ("Uppföljning varje år", (255, 242, 204)))  # fmt: skip
    for number, (words, fill) in enumerate(steps):
        left = EDGE + number * 294.0
        corners = [(left, 170), (left + 215, 170), (left + 275, 260), (left + 215, 350), (left, 350), (left + 50, 260)]
        with deck.local_context(fill_color=fill, draw_color=(160, 160, 160)):
            deck.polygon(corners, style="DF")
        deck.write_at(words, left + 55, 225, 165, 17, bold=True, align="C")
    deck.write_notes("Nämndernas mål för 2026 behöver vara klara senast i oktober 2025. Tidplanen är preliminär.")


def build(path: Path) -> None:
    deck = Deck("Fokusområden 2025–2028", size=(WIDTH, HEIGHT))
    deck.set_auto_page_break(False)
    deck.add_page()
    deck.draw_box(0, 150, WIDTH, 190, ACCENT)
    deck.write_at("Fokusområden 2025–2028", EDGE, 185, WIDTH - 2 * EDGE, 42, bold=True, colour=WHITE)
    deck.write_at("Vadstena kommun", EDGE, 260, WIDTH - 2 * EDGE, 24, colour=WHITE)
    deck.start_slide("Varför fokusområden?")
    write_bullets(deck, (
        "Många viljor behöver en gemensam riktning.",
        "Fokusområdena visar vad fullmäktige vill förändra under mandatperioden.",
        "Underlaget kommer från samtal med 420 invånare, företag och unga.",
        "Vi förhåller oss till statens uppdrag, RUS Östergötland och Agenda 2030."), 110)  # fmt: skip
    deck.write_notes("Berätta kort om samtalen på torget. Målet var 300 svar och det blev fler.")
    for number in range(len(AREAS)):
        write_area(deck, number)
    write_overview(deck)
    deck.start_slide("Koppling till Agenda 2030")
    deck.set_margins(EDGE, 0, EDGE)
    deck.set_xy(EDGE, 110)
    deck.write_table([("Fokusområde", "Agenda 2030"), *AGENDA], (30, 70), size=16)
    write_steps(deck)
    deck.save(path)
