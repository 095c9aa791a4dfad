package org.sitrep.report.returns;

import java.util.ArrayList;
import java.util.List;
import org.sitrep.config.Conf;
import org.sitrep.config.Persons;
import org.sitrep.domain.Finding;
import org.sitrep.domain.PersonToken;

/** Words verdicts in one language: for the first sheet, for the letter, for the command line. */
final class Letters {
  /** A letter lists at most so many findings; the attached file has them all. */
  static final int MOST_LINES = 100;

  private final ReturnTexts texts;
  private final Conf conf;

  Letters(ReturnTexts texts, Conf conf) {
    this.texts = texts;
    this.conf = conf;
  }

  /** The letter about a file, without greeting and footer. */
  List<String> letter(Verdict verdict, Kind kind) {
    List<String> out = new ArrayList<>();
    out.add(
        texts.say(
            "letter.received",
            "file",
            verdict.file(),
            "when",
            texts.moment(verdict.receivedAt(), conf.country().timeZone()),
            "became",
            became(verdict)));
    List<String> lines = new ArrayList<>();
    lines.add(
        texts.say("letter.count", "n", verdict.count(), "nText", texts.number(verdict.count())));
    int number = 0;
    for (Finding finding : verdict.findings()) {
      if (number == MOST_LINES) {
        break;
      }
      number++;
      lines.add(line(number, finding));
    }
    if (verdict.count() > number) {
      lines.add(texts.say("letter.more", "more", texts.number(verdict.count() - number)));
    }
    out.add(String.join("\n", lines));
    out.add(
        texts.say(
            "letter." + kind.word(),
            "painted",
            paints(verdict) ? texts.say("letter.painted") : "",
            "todo",
            texts.say(verdict.mustFix() ? "letter.todo.fix" : "letter.todo.check")));
    return out;
  }

  /** What the first sheet asks for; {@code key} is that of its sentence. */
  String todo(Verdict verdict, String key, String rowsSheet) {
    String step =
        (paints(verdict) ? "step.cells." : "step.file.") + (verdict.mustFix() ? "fix" : "check");
    return texts.say(key, "step", texts.say(step), "rows", rowsSheet);
  }

  /** Whether there is a cell to paint. */
  private static boolean paints(Verdict verdict) {
    return verdict.findings().stream().anyMatch(f -> f.address().sheet() != null);
  }

  /** A finding on one line. */
  String line(int number, Finding finding) {
    return texts.say(
        "letter.line",
        "n",
        Integer.toString(number),
        "place",
        place(finding),
        "word",
        word(finding),
        "sentence",
        sentence(finding));
  }

  /** What counts of it. */
  String became(Verdict verdict) {
    return switch (verdict.outcome()) {
      case org.sitrep.tables.Submissions.REFUSED -> texts.say("became.refused");
      case org.sitrep.tables.Submissions.DUPLICATE -> texts.say("became.duplicate");
      default ->
          verdict.forms().isEmpty()
              ? texts.say("became.none")
              : texts.say(
                  "became.rows",
                  "read",
                  verdict.read(),
                  "readText",
                  texts.number(verdict.read()),
                  "accepted",
                  texts.number(verdict.accepted()),
                  "held",
                  texts.number(verdict.held()),
                  "rejected",
                  texts.number(verdict.rejected()));
    };
  }

  /** Sheet and cell in one: {@code Лист1!B7}. */
  String place(Finding finding) {
    String sheet = finding.address().sheet();
    if (sheet == null) {
      return texts.say("place.file");
    }
    if (finding.address().row() == 0) {
      return sheet.isEmpty() ? texts.say("place.file") : sheet + ", " + texts.say("place.sheet");
    }
    return sheet.isEmpty() ? cell(finding) : sheet + ", " + cell(finding);
  }

  String sheet(Finding finding) {
    String sheet = finding.address().sheet();
    if (sheet == null) {
      return "–";
    }
    return sheet.isEmpty() ? texts.say("sheet.data") : sheet;
  }

  /** The cell, the row, or the sheet or file as a whole. */
  String cell(Finding finding) {
    if (finding.address().sheet() == null) {
      return texts.say("place.file");
    }
    if (finding.address().row() == 0) {
      return texts.say(finding.address().sheet().isEmpty() ? "place.file" : "place.sheet");
    }
    return finding.address().column() == 0
        ? texts.say("place.row", "row", Integer.toString(finding.address().row()))
        : finding.address().cell();
  }

  String word(Finding finding) {
    return texts.say("word." + finding.severity().word());
  }

  /** What stood there; a pseudonym is nobody's business outside the tables. */
  String stood(Finding finding) {
    Persons persons = conf.persons();
    String word = persons == null ? "–" : persons.identifier().name().in(texts.lang());
    return finding.raw() == null ? "" : PersonToken.hidden(finding.raw(), word);
  }

  /** The sentence in the language, else in the country's own. */
  String sentence(Finding finding) {
    String text = finding.message().get(texts.lang().code());
    if (text == null) {
      text = finding.message().get(conf.country().defaultLanguage().code());
    }
    return text == null ? finding.code() : text;
  }
}
