package org.sitrep.normalise;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.DateSource;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.FormStamp;

/**
 * Reads one submission, fed row by row in reading order. Holds the top rows of a sheet until its
 * header is found, and nothing of the rest; but a sheet whose date may stand in a later one waits
 * as a whole until the end of the file.
 */
final class SubmissionParser {
  private final Knowledge knowledge;
  private final Submission submission;
  private final Consumer<Parsed> out;
  private final RowsSoFar rows = new RowsSoFar();
  private final Map<String, List<SheetRow>> tops = new LinkedHashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final boolean looksElsewhere;
  private @Nullable SheetParser sheet;
  private @Nullable Waiting held;
  private List<SheetRow> top = new ArrayList<>();
  private int sheetIndex = -1;
  private boolean told;
  private final Map<String, String> stamp = new HashMap<>();
  private final List<Parsed.SheetEnd> ends = new ArrayList<>();

  /** A sheet whose date was not found yet. */
  private record Waiting(String name, boolean hidden, List<SheetRow> rows) {}

  SubmissionParser(Knowledge knowledge, Submission submission, Consumer<Parsed> out) {
    this.knowledge = knowledge;
    this.submission = submission;
    this.out = out;
    looksElsewhere = knowledge.looksElsewhere();
  }

  /**
   * Takes the next row; sheets that no form may stand in are passed over, but for what a blank form
   * says of itself.
   */
  void row(int index, String name, boolean hidden, SheetRow row) {
    if (row.isBlank()) {
      return;
    }
    if (hidden && name.equals(FormStamp.SHEET)) {
      stamp(row);
      return;
    }
    if (index != sheetIndex) {
      begin(index, name, hidden);
    }
    if (looksElsewhere && top.size() < knowledge.headers().depth()) {
      top.add(row);
    }
    if (held != null) {
      held.rows().add(row);
    } else if (sheet != null) {
      sheet.row(row);
    }
  }

  private void begin(int index, String name, boolean hidden) {
    endSheet();
    sheetIndex = index;
    List<Form> forms = knowledge.forms(name, hidden);
    if (forms.isEmpty()) {
      sheet = null;
    } else if (waits(forms)) {
      held = new Waiting(name, hidden, new ArrayList<>());
    } else {
      sheet = parser(name, hidden);
    }
    top = new ArrayList<>();
    tops.put(name, top);
  }

  private SheetParser parser(String name, boolean hidden) {
    return new SheetParser(knowledge, submission, name, hidden, tops, rows, this::take);
  }

  /** Whether a form has its date in another sheet, and none so far tells it. */
  private boolean waits(List<Form> forms) {
    for (Form form : forms) {
      for (DateSource source : form.spec().dateFrom()) {
        if (source.from().equals("other-sheet") && !isTold(form, source)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isTold(Form form, DateSource source) {
    for (Map.Entry<String, List<SheetRow>> other : tops.entrySet()) {
      if (source.takes(other.getKey())
          && SheetDates.isTold(form, knowledge, source, other.getValue())) {
        return true;
      }
    }
    return false;
  }

  /** Takes the end of the file; a file without any form is told as such. */
  void end() {
    endSheet();
    for (Waiting late : waiting) {
      SheetParser parser = parser(late.name(), late.hidden());
      late.rows().forEach(parser::row);
      told |= parser.end();
    }
    ends.forEach(end -> out.accept(checked(end)));
    if (!told) {
      out.accept(
          new Parsed.SheetEnd(
              null,
              null,
              null,
              null,
              0,
              submission.sender(),
              null,
              List.of(
                  Problem.of(
                      FindingCode.FORM_UNKNOWN,
                      0,
                      0,
                      null,
                      Map.of("forms", String.join(CodeNames.BETWEEN, knowledge.formKeys()))))));
    }
  }

  private void take(Parsed parsed) {
    if (parsed instanceof Parsed.SheetEnd end) {
      ends.add(end);
    } else {
      out.accept(parsed);
    }
  }

  private void stamp(SheetRow row) {
    Cell name = row.at(1);
    Cell value = row.at(2);
    if (name != null && value != null) {
      stamp.put(name.text(), value.text());
    }
  }

  /** The day a blank was made for; null when it does not say. */
  private @Nullable LocalDate stampedDay() {
    String day = stamp.get(FormStamp.DATE);
    try {
      return day == null ? null : LocalDate.parse(day);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Tells a sheet that was made from a blank of another version of its form. */
  private Parsed.SheetEnd checked(Parsed.SheetEnd end) {
    String version = stamp.get(FormStamp.VERSION);
    String form = end.form();
    if (version == null || form == null || !form.equals(stamp.get(FormStamp.FORM))) {
      return end;
    }
    List<FormSpec> valid = knowledge.current(form, end.date() == null ? stampedDay() : end.date());
    if (valid.isEmpty() || valid.stream().anyMatch(f -> f.version().equals(version))) {
      return end;
    }
    FormSpec current = valid.get(0);
    return end.with(
        Problem.of(
            FindingCode.FORM_VERSION_OLD,
            0,
            0,
            null,
            Map.of("form", form, "version", version, "current", current.version())));
  }

  private void endSheet() {
    if (sheet != null) {
      told |= sheet.end();
      sheet = null;
    }
    if (held != null) {
      waiting.add(held);
      held = null;
    }
  }
}
