package org.sitrep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import org.sitrep.aggregate.Facts;
import org.sitrep.config.Conf;
import org.sitrep.domain.Lang;
import org.sitrep.domain.NightEntry;
import org.sitrep.store.Store;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Indicators;
import org.sitrep.tables.Observations;

/**
 * {@code sitrep export}: what was published for a report date, as CSV (UTF-8, comma, ISO dates, dot
 * decimals, header row, sorted) with a Frictionless {@code datapackage.json}.
 */
final class Export {
  /** A person's number that somebody sent by mistake must not leave with open data. */
  private static final Pattern IDENTIFIER =
      Pattern.compile("(?<![0-9A-Za-z])[0-9]{12}(?![0-9A-Za-z])");

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(?:[.,][0-9]+)?");

  private final Sitrep.Console console;
  private final Conf conf;
  private final Path home;

  Export(Sitrep.Console console, Conf conf, Path home) {
    this.console = console;
    this.conf = conf;
    this.home = home;
  }

  int write(Optional<LocalDate> wanted, Optional<Path> wantedOut) {
    Home opened = Home.openForReading(home);
    try (Workplace place = Workplace.forReading(opened)) {
      Store store = place.store();
      NightEntry night =
          store.nights().stream()
              .filter(NightEntry::visible)
              .filter(n -> wanted.isEmpty() || n.reportDate().equals(wanted.get()))
              .reduce((earlier, later) -> later)
              .orElseThrow(
                  () ->
                      new NotReadyException(
                          "There is no published night"
                              + wanted.map(d -> " of " + d).orElse("")
                              + " in "
                              + opened.root()));
      LocalDate date = night.reportDate();
      Path out = wantedOut.orElseGet(() -> opened.export(date));
      Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
      tables.put("observations", observations(store, night));
      tables.put(
          "indicators",
          store
              .asOf(night, Indicators.TABLE)
              .where(col(Indicators.NIGHT_ID).equalTo(night.nightId())));
      Published published = new Published(store, night);
      tables.put(
          "submissions", WithdrawalLedger.marked(published.submissions(), published.withdrawals()));
      tables.put("findings", findings(store, night));
      try {
        Files.createDirectories(out);
        List<Map<String, Object>> resources = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Dataset<Row>> table : tables.entrySet()) {
          String name = table.getKey() + ".csv";
          csv(table.getValue(), half(out, name));
          resources.add(resource(table.getKey(), name, table.getValue()));
          names.add(name);
        }
        names.add("datapackage.json");
        Files.writeString(half(out, "datapackage.json"), dataPackage(night, resources) + "\n");
        for (String name : names) {
          Files.move(
              half(out, name),
              out.resolve(name),
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write to " + out + ": " + e.getMessage(), e);
      }
      console.out().println("Exported the night of " + date + " to " + out.toAbsolutePath());
    }
    return 0;
  }

  /** Where a file is until all of them are whole; readers of the folder see none before. */
  private static Path half(Path folder, String name) {
    return folder.resolve("." + name + ".part");
  }

  /** Accepted facts that count, as known to the night, of dates up to its own. */
  private static Dataset<Row> observations(Store store, NightEntry night) {
    return Facts.counting(
            store.asOf(night, Observations.TABLE), new Published(store, night).coverage())
        .where(col(Observations.DATE).leq(lit(night.reportDate())))
        .select(
            col(Observations.MEASURE),
            col(Observations.DATE),
            col(Observations.REGION),
            col(Observations.DISTRICT),
            col(Observations.STREAM),
            col(Observations.PRODUCT),
            col(Observations.COMPONENT),
            col(Observations.DOSE),
            col(Observations.SEX),
            col(Observations.AGE_GROUP),
            col(Observations.PRIORITY_GROUP),
            col(Observations.FACILITY),
            col(Observations.VALUE),
            col(Observations.FORM),
            col(Observations.SUBMISSION_ID),
            col(Observations.SHEET),
            col(Observations.ROW),
            col(Observations.COLUMN));
  }

  /** Findings with one sentence column a language. */
  private Dataset<Row> findings(Store store, NightEntry night) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : Findings.schema().fields()) {
      if (field.name().equals(Findings.MESSAGE)) {
        for (Lang lang : conf.country().languages()) {
          columns.add(col(Findings.MESSAGE).getItem(lang.code()).as("message_" + lang));
        }
      } else if (!field.name().equals(Findings.ARGUMENTS)) {
        columns.add(col(field.name()));
      }
    }
    return store.asOf(night, Findings.TABLE).select(columns.toArray(Column[]::new));
  }

  private static void csv(Dataset<Row> rows, Path file) throws IOException {
    String[] names = rows.columns();
    Column[] order = new Column[names.length];
    for (int i = 0; i < names.length; i++) {
      order[i] = col("`" + names[i] + "`");
    }
    try (CsvWriter csv = CsvWriter.builder().build(file, StandardCharsets.UTF_8)) {
      csv.writeRecord(names);
      Iterator<Row> sorted = rows.sort(order).toLocalIterator();
      List<String> line = new ArrayList<>(names.length);
      while (sorted.hasNext()) {
        Row row = sorted.next();
        line.clear();
        for (int i = 0; i < names.length; i++) {
          line.add(text(row.get(i)));
        }
        csv.writeRecord(line);
      }
    }
  }

  /**
   * A value as CSV text. A text that a spreadsheet would run as a formula gets an apostrophe before
   * it; a plain number does not, it cannot run and must stay a number.
   */
  static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString(number.longValue())
          : BigDecimal.valueOf(number).toPlainString();
    }
    String text = IDENTIFIER.matcher(value.toString()).replaceAll("************");
    boolean runs =
        value instanceof String
            && !text.isEmpty()
            && "=+-@\t\r".indexOf(text.charAt(0)) >= 0
            && !NUMBER.matcher(text).matches();
    return runs ? "'" + text : text;
  }

  private static Map<String, Object> resource(String name, String file, Dataset<Row> rows) {
    List<Map<String, Object>> fields = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      fields.add(Map.of("name", field.name(), "type", type(field.dataType())));
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", name);
    out.put("path", file);
    out.put("format", "csv");
    out.put("encoding", "utf-8");
    out.put("schema", Map.of("fields", fields));
    return out;
  }

  private static String type(DataType type) {
    if (type.equals(DataTypes.DateType)) {
      return "date";
    }
    if (type.equals(DataTypes.TimestampType)) {
      return "datetime";
    }
    if (type.equals(DataTypes.DoubleType)) {
      return "number";
    }
    if (type.equals(DataTypes.LongType) || type.equals(DataTypes.IntegerType)) {
      return "integer";
    }
    return type.equals(DataTypes.BooleanType) ? "boolean" : "string";
  }

  private String dataPackage(NightEntry night, List<Map<String, Object>> resources) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", "sitrep-" + night.reportDate());
    out.put("title", conf.country().reportTitle().in(conf.country().defaultLanguage()));
    out.put("description", conf.country().disclaimer().in(conf.country().defaultLanguage()));
    out.put("version", night.nightId());
    out.put("created", night.knownAt().toString());
    out.put("resources", resources);
    return Json.line(out);
  }
}
