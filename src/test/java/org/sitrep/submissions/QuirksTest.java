package org.sitrep.submissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.ingest.Ingest;
import org.sitrep.ingest.PersonKey;
import org.sitrep.normalise.Earlier;
import org.sitrep.normalise.Normalise;
import org.sitrep.normalise.Normalised;
import org.sitrep.tables.Submissions;
import org.sitrep.testkit.SheetText;
import org.sitrep.testkit.SparkTest;

/**
 * The catalogue of what spreadsheets do: a folder each with the file as it came, what was accepted
 * of it and what was said about it. {@code -Dgolden=write} writes both down, and fails.
 */
class QuirksTest extends SparkTest {
  private static final Path FOLDERS = Path.of("src/test/resources/submissions");
  private static final Instant RECEIVED = Instant.parse("2021-02-15T20:00:00Z");
  private static final List<String> DIMENSIONS =
      List.of(
          "district",
          "stream",
          "product",
          "component",
          "dose",
          "sex",
          "age_group",
          "priority_group",
          "facility");
  private static final Map<String, List<String>> ACCEPTED = new TreeMap<>();
  private static final Map<String, List<String>> REJECTED = new TreeMap<>();

  static List<String> quirks() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDERS)) {
      return folders
          .filter(f -> Files.exists(f.resolve("input.txt")))
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** All of them are one night: a session and a plan cost more than a file. */
  @BeforeAll
  static void receive(@TempDir Path home) throws IOException {
    Conf conf = conf(home.resolve("conf"));
    for (String quirk : quirks()) {
      SheetText.read(FOLDERS.resolve(quirk).resolve("input.txt"))
          .send(home.resolve("inbox"), quirk);
      ACCEPTED.put(quirk, new ArrayList<>());
      REJECTED.put(quirk, new ArrayList<>());
    }
    Ingest.Received received =
        Ingest.receive(
            spark(),
            new Ingest.Request(
                "2021-02-15.1",
                home.resolve("inbox"),
                home.resolve("archive"),
                PersonKey.of(home.resolve("person.key"), name -> null),
                Optional.of(RECEIVED),
                RECEIVED),
            conf,
            spark().createDataFrame(List.of(), Submissions.schema()));
    Map<String, String> quirkOf = new TreeMap<>();
    for (Row row : received.submissions().collectAsList()) {
      quirkOf.put(row.getAs("submission_id"), row.<String>getAs("path").split("/", -1)[1]);
    }
    try (Normalised out =
        Normalise.normalise(
            received.submissions(),
            received.rawRows(),
            Earlier.nothing(spark()),
            conf,
            LocalDate.of(2021, 2, 15),
            "2021-02-15.1")) {
      add(ACCEPTED, out.observations(), quirkOf, QuirksTest::observation);
      add(REJECTED, received.findings(), quirkOf, QuirksTest::finding);
      add(REJECTED, out.findings(), quirkOf, QuirksTest::finding);
    }
  }

  /**
   * The shipped profile without its rules, which are held elsewhere; with its forms cut down to
   * what the folders show, and with forms of shapes that it does not have.
   */
  private static Conf conf(Path to) throws IOException {
    Path shipped = Path.of("conf/kazakhstan");
    try (Stream<Path> files =
        Stream.concat(Files.walk(shipped), Files.walk(FOLDERS.resolve("_forms")))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name =
            file.startsWith(shipped)
                ? shipped.relativize(file)
                : Path.of("forms").resolve(file.getFileName());
        if (!name.startsWith("sample") && !name.startsWith("rules")) {
          Files.createDirectories(to.resolve(name.toString()).getParent());
          Files.copy(file, to.resolve(name.toString()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return ConfReader.read(to);
  }

  private static void add(
      Map<String, List<String>> to,
      Dataset<Row> rows,
      Map<String, String> quirkOf,
      java.util.function.Function<Row, String> text) {
    for (Row row : rows.collectAsList()) {
      String quirk = quirkOf.get(row.<String>getAs("submission_id"));
      if (quirk != null) {
        to.get(quirk).add(text.apply(row));
      }
    }
    to.values().forEach(Collections::sort);
  }

  private static String observation(Row row) {
    StringBuilder dimensions = new StringBuilder();
    for (String dimension : DIMENSIONS) {
      String value = row.getAs(dimension);
      if (value != null && !value.isEmpty()) {
        dimensions.append(dimensions.isEmpty() ? "" : " ").append(dimension).append('=');
        dimensions.append(value);
      }
    }
    return String.join(
        ",",
        row.getAs("measure"),
        String.valueOf(row.<Object>getAs("date")),
        row.getAs("region"),
        dimensions,
        String.valueOf(row.<Double>getAs("value")));
  }

  private static String finding(Row row) {
    Map<String, String> message = row.getJavaMap(row.fieldIndex("message"));
    assertThat(message.keySet()).containsExactlyInAnyOrder("kk", "ru", "en");
    assertThat(message.values())
        .as(row.<String>getAs("code"))
        .allSatisfy(sentence -> assertThat(sentence).isNotBlank().doesNotContain("{"));
    int line = row.getAs("row");
    return String.join(
        ",",
        line == 0 ? "" : String.valueOf(line),
        row.getAs("code"),
        String.valueOf(row.<Object>getAs("cell")).replaceAll("null|\\d+", "").isEmpty()
            ? ""
            : row.getAs("cell"),
        row.getAs("severity"));
  }

  @ParameterizedTest
  @MethodSource("quirks")
  void isReadAsWrittenDown(String quirk) throws IOException {
    boolean written =
        check(quirk, "accepted.csv", "measure,date,region,dimensions,value", ACCEPTED);
    written |= check(quirk, "rejected.csv", "row,code,cell,severity", REJECTED);
    assertThat(written).as("written, not compared").isFalse();
  }

  private static boolean check(
      String quirk, String file, String head, Map<String, List<String>> now) throws IOException {
    List<String> lines = new ArrayList<>(List.of(head));
    lines.addAll(now.get(quirk));
    Path golden = FOLDERS.resolve(quirk).resolve(file);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(golden, String.join("\n", lines) + "\n");
      return true;
    }
    assertThat(lines).as(quirk + "/" + file).isEqualTo(Files.readAllLines(golden));
    return false;
  }
}
