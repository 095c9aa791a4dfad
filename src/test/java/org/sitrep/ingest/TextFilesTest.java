package org.sitrep.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sitrep.ingest.Fixtures.read;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sitrep.ingest.Fixtures.Result;

final class TextFilesTest {
  private static final String RUSSIAN =
      "Регион;Выявлено за сутки\nАкмолинская область;12\nг. Алматы;1 045\nИТОГО;1 057\n";

  @TempDir Path folder;

  private Result csv(byte[] content) {
    return read(folder, "a.csv", content);
  }

  @ParameterizedTest
  @CsvSource({"UTF-8,UTF-8", "windows-1251,windows-1251", "UTF-16LE,UTF-16LE", "UTF-16BE,UTF-16BE"})
  void russianIsReadInEveryCharacterSet(String charset, String told) {
    Result result = csv(RUSSIAN.getBytes(Charset.forName(charset)));
    assertThat(result.outcome().encoding()).isEqualTo(told);
    assertThat(result.codes()).isEmpty();
    assertThat(result.rows())
        .containsExactly(
            "!1: | 1s Регион | 2s Выявлено за сутки",
            "!2: | 1s Акмолинская область | 2s 12",
            "!3: | 1s г. Алматы | 2s 1 045",
            "!4: | 1s ИТОГО | 2s 1 057");
  }

  @ParameterizedTest
  @CsvSource({"EFBBBF,UTF-8,UTF-8", "FFFE,UTF-16LE,UTF-16LE", "FEFF,UTF-16BE,UTF-16BE"})
  void byteOrderMarksDecideAndVanish(String mark, String charset, String told) {
    byte[] head = HexFormat.of().parseHex(mark);
    byte[] text = "a;b\nя;2\n".getBytes(Charset.forName(charset));
    byte[] all = new byte[head.length + text.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(text, 0, all, head.length, text.length);
    Result result = csv(all);
    assertThat(result.outcome().encoding()).isEqualTo(told);
    assertThat(result.rows()).containsExactly("!1: | 1s a | 2s b", "!2: | 1s я | 2s 2");
  }

  /** A file is read twice; what its character set is need not be found out twice. */
  @ParameterizedTest
  @CsvSource({
    "KZ-1048, 8dfbe7fbebeef0e4e020eee1ebfbf1fb, Қызылорда облысы",
    "PTCP154, 8dfbe7fbebeef0e4e020eee1ebfbf1fb, Қызылорда облысы",
    "windows-1251, c0eaf2fee1e8edf1eae0ff, Актюбинская",
    "ISO-8859-1, 4672e9717565ece9, Fréqueìé",
    "UTF-8, efbbbfd18f3b32, я;2",
    "UTF-16LE, fffe4f043b003200, я;2",
  })
  void aCharacterSetFoundBeforeIsTakenByItsName(String name, String hex, String text)
      throws IOException {
    Content content = Content.bytes(HexFormat.of().parseHex(hex));

    try (Reader in = TextEncoding.found(name, content).open(content)) {
      StringWriter read = new StringWriter();
      in.transferTo(read);
      assertThat(read).hasToString(text);
    }
  }

  /** The bytes were made by other software than ours. */
  @ParameterizedTest
  @CsvSource({
    "KZ-1048,"
        + " 8dfbe7fbebeef0e4e020eee1ebfbf1fb3ba1ebfbf2e0f33bd8fbeceae5edf2209d2e3bd2bff0eab3f1f2e0ed20b4beb3f0b30a",
    "PTCP154,"
        + " 8dfbe7fbebeef0e4e020eee1ebfbf1fb3ba6ebfbf2e0f33bd8fbeceae5edf2209d2e3bd289f0eab3f1f2e0ed20b59cb3f0b30a",
  })
  void kazakhTablesAreToldApart(String told, String hex) {
    Result result = csv(HexFormat.of().parseHex(hex));
    assertThat(result.outcome().encoding()).isEqualTo(told);
    assertThat(result.rows())
        .containsExactly(
            "!1: | 1s Қызылорда облысы | 2s Ұлытау | 3s Шымкент қ. | 4s Түркістан өңірі");
  }

  @Test
  void westernLettersAreNoCyrillic() {
    Result result =
        csv(
            "Región,Casos\nAndalucía,12\nCataluña,3\nAragón,4\n"
                .getBytes(StandardCharsets.ISO_8859_1));
    assertThat(result.outcome().encoding()).isEqualTo("ISO-8859-1");
    assertThat(result.rows()).contains("!3: | 1s Cataluña | 2s 3");
  }

  @Test
  void lostLettersAreTold() {
    Result result = csv("Регион;1\n?ызылорда;2\nШым?ент;3\n".getBytes(StandardCharsets.UTF_8));
    assertThat(result.codes()).containsExactly("LETTERS_LOST");
    Note note = result.outcome().notes().get(0);
    assertThat(note.arguments()).containsEntry("cell", "A2").containsEntry("value", "?ызылорда");
    assertThat(FileReader.lostLetter("Когда? Сейчас")).isFalse();
    assertThat(FileReader.lostLetter("COVID?")).isFalse();
    assertThat(FileReader.lostLetter("\uFFFDлматы")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '~',
      value = {
        "a;b;c|1,5;2,5;3,5|4,0;5,0;6,0 ~ ;",
        "a,b,c|1,2,\"x;y;z\"|4,5,6 ~ ,",
        "a#b#c|1,5#2,5#3|4#5#6 ~ #",
        "Отчёт, за день|a;b|1;2|3;4 ~ ;",
        "word|word ~ ;",
      })
  void delimiterIsFound(String text, String delimiter) {
    String sample = text.replace('|', '\n').replace('#', '\t');
    assertThat(CsvReader.delimiter(sample)).isEqualTo(delimiter.replace('#', '\t').charAt(0));
  }

  @Test
  void pipesAreDelimiters() {
    assertThat(CsvReader.delimiter("a|b|c\n1|2|3\n")).isEqualTo('|');
  }

  @Test
  void quotesKeepDelimitersAndLineBreaks() {
    Result result =
        csv("a;\"b;\"\"x\"\"\"\n\n\"two\nlines\";;3\n".getBytes(StandardCharsets.UTF_8));
    assertThat(result.rows())
        .containsExactly("!1: | 1s a | 2s b;\"x\"", "!3: | 1s two\nlines | 3s 3");
  }

  @Test
  void delimiterLineOfExcelIsNoRow() {
    Result result = csv("sep=|\na;x|b\n1|2\n".getBytes(StandardCharsets.UTF_8));
    assertThat(result.rows()).containsExactly("!1: | 1s a;x | 2s b", "!2: | 1s 1 | 2s 2");
  }

  @Test
  void quoteNobodyClosedSwallowsNothing() {
    StringBuilder text = new StringBuilder("a;b\nx;\"open\n");
    for (int i = 3; i <= 102; i++) {
      text.append(i).append(";z\n");
    }
    Result result = csv(text.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(result.rows()).hasSize(102);
    assertThat(result.rows().get(1)).isEqualTo("!2: | 1s x | 2s \"open");
    assertThat(result.rows().get(101)).isEqualTo("!102: | 1s 102 | 2s z");
  }

  @Test
  void quoteNobodyClosedInALongTextSwallowsNothing() {
    StringBuilder text = new StringBuilder("sep=;\n\"a\nb\";c\nx;\"open\n");
    String line = "Қызылорда облысы ".repeat(30) + ";1\n";
    for (int i = 0; i < 10_000; i++) {
      text.append(line);
    }
    Result result = csv(text.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(result.codes()).isEmpty();
    assertThat(result.rows().subList(0, 2))
        .containsExactly("!1: | 1s a\nb | 2s c", "!2: | 1s x | 2s \"open");
    assertThat(result.outcome().rows()).isEqualTo(10_002);
  }

  @Test
  void oneEndlessLineIsNoTable() {
    byte[] text = "слово ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
    assertThat(csv(text).codes()).containsExactly("FILE_DAMAGED");
  }

  @ParameterizedTest
  @CsvSource({"a.csv", "a.TSV", "a.txt", "a.tab"})
  void everyUsualEndingOfTextIsRight(String name) {
    Result result = read(folder, name, "a\tb\n1\t2\n".getBytes(StandardCharsets.UTF_8));
    assertThat(result.codes()).isEmpty();
    assertThat(result.rows()).containsExactly("!1: | 1s a | 2s b", "!2: | 1s 1 | 2s 2");
  }
}
