package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.testkit.ConfFolder;
import org.sitrep.testkit.SparkTest;

/** A whole night with lists of persons, none of whom ever lived: none is found in the home. */
class PersonsNightTest extends SparkTest {
  /** What must stand in no file of the home: identifiers, one without its zero, and names. */
  private static final List<String> SECRETS =
      List.of(
          "890101100109",
          "890101100018",
          "891231200076",
          "50228200111",
          "890101100017",
          "Жалгасбеков",
          "Неизвестнова",
          "87019998877",
          "17.01.1889",
          "1889-01-17",
          "17.02.1850",
          "1850-02-17",
          "31.02.1889");

  private static final String LIST =
      "ФИО;ИИН;Дата рождения;Телефон;Вакцина;Доза;Дата вакцинации\n"
          + "Жалгасбеков Тест;890101100109;17.01.1889;87019998877;Спутник V (РФ);1;14.02.2021\n"
          + "Неизвестнова Тест;50228200111;17.02.1850;;Спутник V (РФ);1;14.02.2021\n"
          + "Жалгасбеков Тест;890101100017;31.02.1889;;Спутник V (РФ);1;14.02.2021\n"
          + "Неизвестнова Тест;891231200076;1889-01-17;;Спутник V (РФ);первая"
          + " (890101100018);14.02.2021\n";

  @TempDir private Path home;
  @TempDir private Path folder;

  /** The country, where people may be as old as only the impossible ones are. */
  private String conf = "";

  private String run(String command, String... options) {
    return new Commands(Path.of(conf), home).run(command, options);
  }

  @Test
  void noPersonStandsInAnyFileThatIsWritten() throws IOException, MessagingException {
    conf =
        ConfFolder.copy(Path.of("conf/kazakhstan"), folder.resolve("country"))
            .change("persons.yml", "oldest: 120", "oldest: 250")
            .path()
            .toString();
    Path inbox = Files.createDirectories(home.resolve("inbox/akm"));
    Files.writeString(inbox.resolve("привитые.csv"), LIST);
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      Sheet sheet = book.createSheet("Список");
      int line = 0;
      for (String row : LIST.split("\n", -1)) {
        org.apache.poi.ss.usermodel.Row cells = sheet.createRow(line++);
        int column = 0;
        for (String text : row.split(";", -1)) {
          cells.createCell(column++).setCellValue(text);
        }
      }
      try (var out = Files.newOutputStream(inbox.resolve("список 891231200076.xlsx"))) {
        book.write(out);
      }
    }
    String said =
        run("nightly", "--date", "2021-02-15", "--received-at", "2021-02-15T21:00")
            + run("export", "--date", "2021-02-15", "--out", home.resolve("out").toString())
            + run("status", "--date", "2021-02-15")
            + run("trace", "doses_new{dose=1}", "--date", "2021-02-15", "--on", "2021-02-14");

    assertThat(found(said)).isEmpty();
    assertThat(said).contains("rows of persons: 2–3");
    int looked = 0;
    int parquet = 0;
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (file.startsWith(home.resolve("inbox"))) {
          continue;
        }
        looked++;
        parquet += file.toString().endsWith(".parquet") ? 1 : 0;
        assertThat(found(file.getFileName().toString())).as(file + ", its name").isEmpty();
        assertThat(found(text(file))).as(file.toString()).isEmpty();
      }
    }
    assertThat(parquet).isGreaterThan(5);
    assertThat(looked).isGreaterThan(30);
    assertThat(
            spark()
                .read()
                .parquet(parquetOf("event").toArray(String[]::new))
                .select("kind")
                .distinct()
                .collectAsList())
        .isNotEmpty();
  }

  private List<String> parquetOf(String table) throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("tables"))) {
      return files
          .filter(
              f -> f.toString().endsWith(".parquet") && f.toString().contains("/" + table + "/"))
          .map(Path::toString)
          .toList();
    }
  }

  private static Set<String> found(String text) {
    Set<String> out = new TreeSet<>();
    SECRETS.stream().filter(text::contains).forEach(out::add);
    return out;
  }

  /** All that can be read out of a file, packed or not. */
  private String text(Path file) throws IOException, MessagingException {
    byte[] bytes = Files.readAllBytes(file);
    StringBuilder out = new StringBuilder(plain(bytes));
    String name = file.getFileName().toString();
    if (name.endsWith(".parquet") && !name.startsWith(".")) {
      spark().read().parquet(file.toString()).toJSON().collectAsList().forEach(out::append);
    } else if (name.endsWith(".avro") && !name.startsWith(".")) {
      try (DataFileReader<GenericRecord> reader =
          new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
        reader.forEach(record -> out.append(record));
      }
    } else if (name.endsWith(".pdf")) {
      try (PDDocument document = Loader.loadPDF(bytes)) {
        out.append(new PDFTextStripper().getText(document));
      }
    } else if (name.endsWith(".eml")) {
      walk(new MimeMessage(null, new ByteArrayInputStream(bytes)), out);
    } else if (name.endsWith(".xlsx")) {
      unzip(bytes, out);
    }
    return out.toString();
  }

  private static String plain(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8)
        + new String(bytes, StandardCharsets.UTF_16LE)
        + new String(bytes, java.nio.charset.Charset.forName("windows-1251"));
  }

  private static void unzip(byte[] bytes, StringBuilder out) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry part = zip.getNextEntry(); part != null; part = zip.getNextEntry()) {
        out.append(part.getName()).append(plain(zip.readAllBytes()));
      }
    }
  }

  private static void walk(Part part, StringBuilder out) throws IOException, MessagingException {
    out.append(part.getFileName());
    if (part instanceof MimeMessage message) {
      out.append(message.getSubject());
    }
    Object content = part.getContent();
    if (content instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart inner = parts.getBodyPart(i);
        walk(inner, out);
      }
    } else if (content instanceof String text) {
      out.append(text);
    } else {
      unzip(part.getInputStream().readAllBytes(), out);
    }
  }
}
