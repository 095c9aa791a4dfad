package org.sitrep.sample;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sitrep.sample.Page.Cell;

/** Writes a page as text: semicolons and CRLF, or a web page. */
final class TextFile {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);

  /** Where KZ-1048 (STRK1048) differs from windows-1251: byte, then letter. */
  private static final String KZ_1048 = "8dҚ8eҺ9dқ9eһa1Ұa2ұa3Әa5ӨaaҒafҮb4өbaғbcәbdҢbeңbfү";

  private TextFile() {}

  /** The page with semicolons, in a character set that has all its letters. */
  static byte[] csv(Page page, String encoding) {
    String text = csv(page);
    if (encoding.equals("KZ-1048")) {
      return kz1048(text);
    }
    try {
      ByteBuffer bytes =
          Charset.forName(encoding)
              .newEncoder()
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text));
      byte[] out = new byte[bytes.remaining()];
      bytes.get(out);
      return out;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("Cannot write " + page.sheet() + " in " + encoding, e);
    }
  }

  /** The page in a character set that lacks letters: each of them becomes a question mark. */
  static byte[] csvWithLoss(Page page, String encoding) {
    return csv(page).getBytes(Charset.forName(encoding));
  }

  /** A web page with the table, as web applications hand it out under the name of a workbook. */
  static byte[] html(Page page) {
    StringBuilder out = new StringBuilder("<html><head><meta charset=\"utf-8\"></head><body>\r\n");
    out.append("<table border=\"1\">\r\n");
    for (List<Cell> row : page.rows()) {
      out.append("<tr>");
      for (Cell cell : row) {
        out.append("<td>").append(XlsxFile.escape(text(cell.value()))).append("</td>");
      }
      out.append("</tr>\r\n");
    }
    return out.append("</table></body></html>\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String csv(Page page) {
    int width = page.width();
    StringBuilder out = new StringBuilder();
    for (List<Cell> row : page.rows()) {
      for (int c = 0; c < width; c++) {
        if (c > 0) {
          out.append(';');
        }
        out.append(quoted(c < row.size() ? text(row.get(c).value()) : ""));
      }
      out.append("\r\n");
    }
    return out.toString();
  }

  private static String quoted(String text) {
    return text.indexOf(';') < 0 && text.indexOf('"') < 0
        ? text
        : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof LocalDate day ? DAY.format(day) : value.toString();
  }

  private static byte[] kz1048(String text) {
    Charset cyrillic = Charset.forName("windows-1251");
    byte[] out = new byte[text.length()];
    for (int i = 0; i < out.length; i++) {
      int at = KZ_1048.indexOf(text.charAt(i));
      out[i] =
          text.charAt(i) > 0x7f && at > 0
              ? (byte) Integer.parseInt(KZ_1048.substring(at - 2, at), 16)
              : text.substring(i, i + 1).getBytes(cyrillic)[0];
    }
    return out;
  }
}
