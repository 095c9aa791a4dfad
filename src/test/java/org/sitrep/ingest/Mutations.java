package org.sitrep.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Files as they never should arrive, made from good ones: the same seed makes the same file. What
 * happened to a file on its way, what a program did to it, and what somebody did on purpose.
 */
final class Mutations {
  /** A file to read, with what was done to it. */
  record Case(String name, byte[] content, String done) {}

  /** Bytes, words and numbers that readers stumble over. */
  private static final String[] XML = {
    "<",
    ">",
    "/>",
    "</row>",
    "<row>",
    "<c>",
    "</c>",
    "<v>",
    "&",
    "&amp;",
    "&#0;",
    "&x;",
    "\"",
    "'",
    "=",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x?>",
    "<!DOCTYPE a>",
    "\0",
    "\u0001",
    "\uFFFF",
    "r=\"A0\"",
    "r=\"XFE1\"",
    "r=\"A1048577\"",
    "t=\"s\"",
    "s=\"-1\"",
    "s=\"99999999\"",
    "-1",
    "999999999999999999999",
    "1e999",
    "NaN",
    "_x0000_",
    "xmlns:x=\"y\"",
    "x:",
    "<x:row>",
    " ",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<sheetData>",
    "</sheetData>",
    "<is><t>",
    "ref=\"B2:A1\""
  };

  private static final int[] NUMBERS = {
    0, 1, -1, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000
  };

  private static final String[] CHARSETS = {
    "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "windows-1251", "ISO-8859-1", "UTF-32", "IBM866"
  };

  private static final String TEXT =
      "Регион;Дата;\"Выявлено; за сутки\"\nг. Алматы;15.02.2021;1 045\nҚызылорда;15.02.2021;12\n"
          + "Область;;\n\"две\nстроки\";x;-\n\nИТОГО;;1 057\n";

  private final List<Case> workbooks;
  private final List<Case> others;

  Mutations() {
    byte[] xlsx = Fixtures.workbook(new XSSFWorkbook());
    byte[] xls = Fixtures.workbook(new HSSFWorkbook());
    byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
    workbooks =
        List.of(
            good("a.xlsx", xlsx),
            good("b.xlsm", Fixtures.workbook(new SXSSFWorkbook())),
            good("c.xlsx", Fixtures.xlsx(handmade())));
    others =
        List.of(
            good("d.xls", xls),
            good("e.csv", text),
            good("f.tsv", TEXT.replace(';', '\t').getBytes(Charset.forName("windows-1251"))),
            good("g.zip", Fixtures.zipOf(Map.of("a.csv", text, "b.xlsx", xlsx))));
  }

  private static Case good(String name, byte[] content) {
    return new Case(name, content, "nothing");
  }

  private static String handmade() {
    StringBuilder out = new StringBuilder("<cols><col min='1' max='2'/></cols><sheetData>");
    for (int row = 1; row <= 60; row++) {
      out.append("<row r=\"").append(row).append("\" spans=\"1:4\">");
      out.append("<c r=\"A").append(row).append("\" t=\"s\"><v>0</v></c>");
      out.append("<c r=\"B").append(row).append("\" s=\"1\"><v>44242</v></c>");
      out.append("<c r=\"C").append(row).append("\"><f>A1+1</f><v>2.5</v></c>");
      out.append("<c r=\"D").append(row).append("\" t=\"inlineStr\"><is><t>Қ &amp; я</t></is></c>");
      out.append("</row>");
    }
    return out.append("</sheetData><mergeCells><mergeCell ref='A1:B2'/></mergeCells>").toString();
  }

  /** The case of a seed. */
  Case of(long seed) {
    Random random = new Random(seed);
    // the first numbers of neighbouring seeds are alike
    random.nextLong();
    Case workbook = workbooks.get(random.nextInt(workbooks.size()));
    Case any = random.nextBoolean() ? workbook : others.get(random.nextInt(others.size()));
    switch (random.nextInt(10)) {
      case 0:
        return changed(any, flipped(any.content(), random), "bytes flipped");
      case 1:
        return changed(
            any, Arrays.copyOf(any.content(), random.nextInt(any.content().length + 1)), "cut");
      case 2:
        return changed(any, numbers(any.content(), random), "numbers written over");
      case 3:
        return changed(workbook, directory(workbook.content(), random), "directory damaged");
      case 4:
        return swapped(workbook, random);
      case 5, 6:
        return rewritten(workbook, random);
      case 7:
        return records(others.get(0), random);
      case 8:
        return texts(random);
      default:
        return pieces(any, random);
    }
  }

  private static Case changed(Case from, byte[] content, String done) {
    return new Case(from.name(), content, from.name() + ": " + done);
  }

  private static byte[] flipped(byte[] content, Random random) {
    byte[] out = content.clone();
    for (int i = random.nextInt(8); i >= 0 && out.length > 0; i--) {
      out[random.nextInt(out.length)] = (byte) random.nextInt(256);
    }
    return out;
  }

  private static byte[] numbers(byte[] content, Random random) {
    byte[] out = content.clone();
    ByteBuffer buffer = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = random.nextInt(4); i >= 0 && out.length >= 4; i--) {
      number(buffer, random.nextInt(out.length - 3), random);
    }
    return out;
  }

  private static void number(ByteBuffer buffer, int at, Random random) {
    int number = NUMBERS[random.nextInt(NUMBERS.length)];
    if (at < 0 || at + 4 > buffer.limit()) {
      return;
    } else if (random.nextBoolean()) {
      buffer.putShort(at, (short) number);
    } else {
      buffer.putInt(at, number);
    }
  }

  /** Damages headers of a zip: those before its parts, its directory or its end. */
  private static byte[] directory(byte[] zip, Random random) {
    byte[] out = zip.clone();
    ByteBuffer buffer = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> headers = new ArrayList<>();
    for (int at = 0; at + 4 <= out.length; at++) {
      int word = buffer.getInt(at);
      if (word == 0x02014b50 || word == 0x04034b50 || word == 0x06054b50) {
        headers.add(at);
      }
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      int header = headers.get(random.nextInt(headers.size()));
      number(buffer, header + random.nextInt(46), random);
    }
    return out;
  }

  private static Map<String, byte[]> parts(byte[] zip) {
    Map<String, byte[]> out = new LinkedHashMap<>();
    try (Zip in = Zip.open(Content.bytes(zip), Fixtures.LIMITS)) {
      for (Zip.Entry entry : in.entries()) {
        out.put(entry.name(), in.open(entry, true).readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }

  private static String anyPart(Map<String, byte[]> parts, Random random) {
    List<String> names = List.copyOf(parts.keySet());
    List<String> sheets = names.stream().filter(name -> name.contains("sheet")).toList();
    List<String> from = random.nextBoolean() && !sheets.isEmpty() ? sheets : names;
    return from.get(random.nextInt(from.size()));
  }

  /** Parts of one workbook in the place of another's, lost, emptied or doubled. */
  private Case swapped(Case workbook, Random random) {
    Map<String, byte[]> parts = parts(workbook.content());
    Map<String, byte[]> foreign = parts(workbooks.get(random.nextInt(workbooks.size())).content());
    String name = anyPart(parts, random);
    switch (random.nextInt(4)) {
      case 0:
        parts.put(name, foreign.get(anyPart(foreign, random)));
        break;
      case 1:
        parts.remove(name);
        break;
      case 2:
        parts.put(name, new byte[0]);
        break;
      default:
        parts.put(random.nextBoolean() ? "x/" + name : name.toUpperCase(), parts.get(name));
    }
    return changed(workbook, Fixtures.zipOf(parts), "parts swapped at " + name);
  }

  /** Another text in a part, in a zip that is as it should be. */
  private static Case rewritten(Case workbook, Random random) {
    Map<String, byte[]> parts = parts(workbook.content());
    String name = anyPart(parts, random);
    byte[] part = parts.get(name);
    for (int i = random.nextInt(3); i >= 0; i--) {
      part = edited(part, random);
    }
    parts.put(name, part);
    return changed(workbook, Fixtures.zipOf(parts), "text of " + name + " changed");
  }

  private static byte[] edited(byte[] part, Random random) {
    int at = random.nextInt(part.length + 1);
    int to = Math.min(part.length, at + random.nextInt(12));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(part, 0, at);
    switch (random.nextInt(5)) {
      case 0:
        break;
      case 1:
        // something that stands elsewhere in the part
        int from = random.nextInt(part.length + 1);
        out.write(part, from, Math.min(part.length - from, random.nextInt(300)));
        break;
      case 2:
        out.writeBytes(flipped(Arrays.copyOfRange(part, at, to), random));
        break;
      case 3:
        String word = XML[random.nextInt(XML.length)];
        out.writeBytes(word.repeat(1 + random.nextInt(2_000)).getBytes(StandardCharsets.UTF_8));
        break;
      default:
        out.writeBytes(XML[random.nextInt(XML.length)].getBytes(StandardCharsets.UTF_8));
    }
    out.write(part, to, part.length - to);
    return out.toByteArray();
  }

  /** Damages records of an old workbook, or the tables of the container they stand in. */
  private static Case records(Case xls, Random random) {
    byte[] out = xls.content().clone();
    ByteBuffer buffer = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    if (random.nextInt(4) == 0) {
      number(buffer, random.nextInt(512), random);
      return changed(xls, out, "container damaged");
    }
    List<Integer> records = new ArrayList<>();
    int at = 512;
    while (at + 4 <= out.length && buffer.getShort(at) != 0) {
      records.add(at);
      at += 4 + (buffer.getShort(at + 2) & 0xFFFF);
    }
    for (int i = random.nextInt(3); i >= 0 && !records.isEmpty(); i--) {
      int record = records.get(random.nextInt(records.size()));
      if (random.nextInt(3) == 0) {
        // one record says it is another
        buffer.putShort(record, buffer.getShort(records.get(random.nextInt(records.size()))));
      } else {
        number(buffer, record + 2 + random.nextInt(20), random);
      }
    }
    return changed(xls, out, "records damaged");
  }

  /** Text in a character set it does not say, grown, never closed, or with signs of control. */
  private static Case texts(Random random) {
    StringBuilder text = new StringBuilder(TEXT);
    for (int i = random.nextInt(4); i > 0; i--) {
      String word =
          switch (random.nextInt(6)) {
            case 0 -> "\"";
            case 1 -> ";".repeat(1 + random.nextInt(30_000));
            case 2 -> "\u0000";
            case 3 -> "длинно ".repeat(1 + random.nextInt(10_000));
            case 4 -> TEXT.repeat(1 + random.nextInt(300));
            default -> "sep=" + (char) random.nextInt(128) + "\n";
          };
      text.insert(random.nextInt(4) == 0 ? 0 : random.nextInt(text.length()), word);
    }
    String charset = CHARSETS[random.nextInt(CHARSETS.length)];
    byte[] bytes = text.toString().getBytes(Charset.forName(charset));
    if (random.nextInt(3) == 0) {
      byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 0, 0, 0, 0, 0};
      bytes =
          ByteBuffer.allocate(bytes.length + 3)
              .put(random.nextBoolean() ? mark : new byte[] {(byte) 0xFF, (byte) 0xFE, 0}, 0, 3)
              .put(bytes)
              .array();
    }
    return new Case("h.csv", random.nextBoolean() ? flipped(bytes, random) : bytes, charset);
  }

  /** Pieces of a file in another order, or twice. */
  private static Case pieces(Case from, Random random) {
    byte[] content = from.content();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(content.length);
      out.write(content, at, random.nextInt(content.length - at) + 1);
    }
    return changed(from, out.toByteArray(), "pieces");
  }
}
