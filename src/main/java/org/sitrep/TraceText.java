package org.sitrep;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.sitrep.aggregate.Traced;
import org.sitrep.config.Conf;
import org.sitrep.config.Region;
import org.sitrep.domain.Address;
import org.sitrep.domain.NightEntry;
import org.sitrep.tables.Indicators;

/** A traced figure on a terminal: the figure, its parts as a tree, the files, and the proof. */
final class TraceText {
  private static final String STEP = "  ";

  private final TracedFiles files;
  private final Conf conf;
  private final PrintStream out;

  TraceText(TracedFiles files, Conf conf, PrintStream out) {
    this.files = files;
    this.conf = conf;
    this.out = out;
  }

  void print(Traced traced, NightEntry night) {
    Traced.Step top = traced.top();
    Row row = traced.figure();
    out.println(
        top.what()
            + ", "
            + place(top)
            + ", "
            + top.day()
            + ": "
            + number(traced.value())
            + " ("
            + row.getAs(Indicators.STATUS)
            + ")");
    out.println("  " + definition(row));
    out.println(
        "  night "
            + night.nightId()
            + " ("
            + night.status()
            + "), which knew what was received until "
            + time(night.knownAt())
            + "; configuration "
            + night.confVersion());
    out.println();
    tree(top, null, "");
    out.println();
    listFiles(top);
    out.println(proof(traced));
  }

  private static String definition(Row row) {
    StringBuilder text =
        new StringBuilder("definition " + row.getAs(Indicators.DEFINITION_VERSION));
    part(text, ", numerator ", row.getAs(Indicators.NUMERATOR));
    part(text, ", denominator ", row.getAs(Indicators.DENOMINATOR));
    part(text, ", between ", row.getAs(Indicators.LOWER));
    part(text, " and ", row.getAs(Indicators.UPPER));
    return text.toString();
  }

  private static void part(StringBuilder text, String words, @Nullable Double value) {
    if (value != null) {
      text.append(words).append(number(value));
    }
  }

  /** A step and those below it; a count that is the only one of its place stands on its line. */
  private void tree(Traced.Step step, Traced.@Nullable Step above, String indent) {
    List<String> line = line(step, above);
    Traced.Step count = step.parts().size() == 1 ? step.parts().get(0) : step;
    Traced.Told told = count.told();
    if (told != null) {
      if (count != step) {
        List<String> more = line(count, step);
        line.addAll(more.subList(1, more.size()));
      }
      told(count, told, line, indent);
      return;
    }
    if (step.operation() != null) {
      long known = step.parts().stream().filter(part -> !Double.isNaN(part.value())).count();
      boolean many = step.operation().isOfMany();
      line.add("= " + step.operation().words() + (many ? " " + known : "") + ":");
    }
    Traced.Sent sent = step.sent();
    if (sent != null) {
      line.add(sent(sent));
    }
    if (step.source() != null) {
      line.add("from " + step.source());
    }
    out.println(indent + String.join("  ", line));
    Traced.Step here = step.what().isEmpty() ? above : step;
    step.parts().forEach(part -> tree(part, here, indent + STEP));
  }

  /** What a step is, without what the step above it says already. */
  private List<String> line(Traced.Step step, Traced.@Nullable Step above) {
    List<String> line = new ArrayList<>();
    line.add(Double.isNaN(step.value()) ? "–" : number(step.value()));
    if (step.place() != null && (above == null || !step.place().equals(above.place()))) {
      line.add(place(step));
    }
    if (step.day() != null && (above == null || !step.day().equals(above.day()))) {
      line.add(step.day().toString());
    }
    if (above == null || !step.what().equals(above.what())) {
      line.add(step.what());
    }
    line.removeIf(String::isEmpty);
    if (!step.status().equals("final")) {
      line.add("(" + step.status() + ")");
    }
    return line;
  }

  private void told(Traced.Step step, Traced.Told told, List<String> line, String indent) {
    List<Traced.Cell> counted =
        told.readings().stream()
            .filter(Traced.Reading::counts)
            .flatMap(reading -> reading.cells().stream())
            .toList();
    if (counted.size() == 1) {
      line.add(cell(step, told, counted.get(0)));
    } else {
      line.add("= sum of " + counted.size() + " cells:");
    }
    out.println(indent + String.join("  ", line));
    for (Traced.Cell cell : counted) {
      if (counted.size() > 1) {
        out.println(indent + STEP + number(cell.value()) + "  " + cell(step, told, cell));
      }
      remarks(cell.address(), indent + STEP);
    }
    for (Traced.Reading reading : told.readings()) {
      if (!reading.counts()) {
        superseded(step, told, reading, indent + STEP);
      }
    }
  }

  private void superseded(
      Traced.Step step, Traced.Told told, Traced.Reading reading, String indent) {
    for (Traced.Cell cell : reading.cells()) {
      out.println(
          indent
              + "superseded: "
              + number(cell.value())
              + "  "
              + cell(step, told, cell)
              + ", received "
              + time(reading.receivedAt()));
      remarks(cell.address(), indent + STEP);
    }
  }

  /** File, sheet and cell, and what stood there. */
  private String cell(Traced.Step step, Traced.Told told, Traced.Cell cell) {
    Address address = cell.address();
    String sheet = address.sheet();
    String place =
        files.name(address.submission())
            + "  "
            + (sheet == null || sheet.isEmpty() ? "" : sheet + "!")
            + address.cell();
    if (told.lineList()) {
      return place + "  rows of persons: " + runs(files.rows(step, address));
    }
    TracedFiles.Stood stood = files.stood(address);
    return place
        + (stood == null
            ? "  (empty)"
            : "  \"" + stood.text() + "\"" + (stood.formula() ? " (formula)" : ""));
  }

  /** Row numbers, those that follow each other as a stretch. */
  static String runs(Iterable<Integer> rows) {
    List<String> out = new ArrayList<>();
    int first = 0;
    int last = 0;
    for (int row : rows) {
      if (first > 0 && row == last + 1) {
        out.remove(out.size() - 1);
      } else {
        first = row;
      }
      last = row;
      out.add(first == last ? "" + first : first + "–" + last);
    }
    return String.join(", ", out);
  }

  private void remarks(Address cell, String indent) {
    for (TracedFiles.Remark remark : files.on(cell)) {
      Map<String, String> in = remark.arguments();
      out.println(
          indent
              + (remark.isCorrection()
                  ? "corrected: "
                      + in.get("value")
                      + " counts, expecting "
                      + in.get("expected")
                      + "; "
                      + in.get("reason")
                      + "; "
                      + in.get("by")
                      + ", "
                      + in.get("on")
                      + "; "
                      + in.get("correction")
                  : remark.severity() + " " + remark.code() + ": " + remark.sentence()));
    }
  }

  private String sent(Traced.Sent sent) {
    String due = "due " + time(sent.due());
    Instant received = sent.receivedAt();
    return sent.submission() == null || received == null
        ? "did not come; " + due
        : files.name(sent.submission()) + "  received " + time(received) + "; " + due;
  }

  private void listFiles(Traced.Step top) {
    if (files.files().isEmpty()) {
      return;
    }
    Set<String> counting =
        top.all()
            .flatMap(step -> step.told() == null ? null : step.told().readings().stream())
            .filter(Traced.Reading::counts)
            .map(Traced.Reading::submission)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    boolean counts = !counting.isEmpty();
    out.println("Files:");
    files.files().values().stream()
        .sorted(
            java.util.Comparator.comparing(TracedFiles.File::name)
                .thenComparing(TracedFiles.File::receivedAt)
                .thenComparing(TracedFiles.File::submission))
        .forEach(
            file -> {
              out.println(
                  STEP
                      + file.name()
                      + "  received "
                      + time(file.receivedAt())
                      + ", sender "
                      + (file.sender() == null ? "not known" : file.sender())
                      + ", submission "
                      + file.submission()
                      + (counts && !counting.contains(file.submission()) ? " (superseded)" : ""));
              for (TracedFiles.Remark remark : files.onFile(file.submission())) {
                out.println(
                    STEP
                        + STEP
                        + remark.severity()
                        + " "
                        + remark.code()
                        + ": "
                        + remark.sentence());
              }
            });
    out.println();
  }

  private static String proof(Traced traced) {
    long cells =
        traced
            .top()
            .all()
            .flatMap(step -> step.told() == null ? null : step.told().readings().stream())
            .filter(Traced.Reading::counts)
            .mapToLong(reading -> reading.cells().size())
            .sum();
    String given =
        traced.top().all().anyMatch(step -> step.source() != null)
            ? ", with what the registers give,"
            : "";
    String from =
        cells == 0
            ? "What came"
            : "What stands in " + cells + (cells == 1 ? " cell" : " cells") + given;
    if (Double.isNaN(traced.value())) {
      return "The figure has no value: it is " + traced.figure().getAs(Indicators.STATUS) + ".";
    }
    double again = traced.top().recomputed();
    return traced.follows()
        ? from + " makes " + number(again) + ", as published."
        : from
            + " makes "
            + (Double.isNaN(again) ? "nothing" : number(again))
            + ", but "
            + number(traced.value())
            + " was published; see which version of Sitrep made the report.";
  }

  private String place(Traced.Step step) {
    String code = String.valueOf(step.place());
    return conf.regions().stream()
        .filter(region -> region.code().value().equals(code))
        .findFirst()
        .map(Region::name)
        .map(name -> code + " " + name.in(conf.country().defaultLanguage()))
        .orElse(code);
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Whole numbers with thousands, others with six digits that count. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    return BigDecimal.valueOf(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }
}
