package org.sitrep.ingest;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.FindingCode;

/** Tells what a file is by its content. Names are words people know, shown in findings. */
final class FileType {
  static final String ZIP = "zip";
  static final String OLE2 = "OLE2";
  static final String TEXT = "text";
  static final String XLSX = "xlsx";
  static final String XLSB = "xlsb";

  /** First bytes in hexadecimal to name. */
  private static final Map<String, String> FIRST_BYTES =
      Map.ofEntries(
          Map.entry("504b0304", ZIP),
          Map.entry("504b0506", ZIP),
          Map.entry("504b0708", ZIP),
          Map.entry("d0cf11e0a1b11ae1", OLE2),
          Map.entry("25504446", "PDF"),
          Map.entry("89504e47", "PNG"),
          Map.entry("ffd8ff", "JPEG"),
          Map.entry("47494638", "GIF"),
          Map.entry("52617221", "RAR"),
          Map.entry("377abcaf271c", "7-Zip"),
          Map.entry("1f8b", "gzip"),
          Map.entry("425a68", "bzip2"),
          Map.entry("fd377a585a", "xz"),
          Map.entry("09000400", "Excel 2 .xls"),
          Map.entry("09020600", "Excel 3 .xls"),
          Map.entry("09040600", "Excel 4 .xls"),
          Map.entry("0908", "Excel 5 .xls"),
          Map.entry("00010000", "Access / font"));

  private FileType() {}

  /** Zip, OLE2, the name of something else, or text when nothing is recognised. */
  static String of(byte[] head) {
    StringBuilder hex = new StringBuilder();
    for (byte b : head) {
      hex.append(String.format(Locale.ROOT, "%02x", b));
    }
    for (Map.Entry<String, String> known : FIRST_BYTES.entrySet()) {
      if (hex.indexOf(known.getKey()) == 0) {
        return known.getValue();
      }
    }
    return TEXT;
  }

  /** What is packed: a workbook, another kind of document, or plain files ({@link #ZIP}). */
  static String ofZip(Zip zip) {
    if (zip.find("xl/workbook.bin") != null) {
      return XLSB;
    } else if (zip.find("word/document.xml") != null) {
      return "Word .docx";
    } else if (zip.find("ppt/presentation.xml") != null) {
      return "PowerPoint .pptx";
    } else if (zip.find("[Content_Types].xml") != null || zip.find("xl/workbook.xml") != null) {
      return XLSX;
    } else if (zip.find("mimetype") != null && zip.find("content.xml") != null) {
      return "OpenDocument .ods";
    } else if (zip.find("META-INF/MANIFEST.MF") != null) {
      return "Java .jar";
    }
    return ZIP;
  }

  /** The refusal of text that is no table; null when it may be one. */
  static @Nullable FindingCode ofText(String head) {
    String start = head.stripLeading().toLowerCase(Locale.ROOT);
    if (start.isEmpty() && head.length() < 4_096) {
      return FindingCode.FILE_EMPTY;
    } else if (start.startsWith("{\\rtf")) {
      return FindingCode.FILE_RTF;
    } else if (start.startsWith("<?xml") || start.startsWith("<workbook")) {
      if (start.contains("<html")) {
        return FindingCode.FILE_HTML;
      }
      return start.contains("office:spreadsheet") || start.contains("excel.sheet")
          ? FindingCode.FILE_XML_2003
          : FindingCode.FILE_TYPE_UNKNOWN;
    } else if (start.startsWith("<") || start.startsWith("mime-version:")) {
      return start.startsWith("mime-version:")
              || start.startsWith("<!doctype html")
              || start.contains("<html")
              || start.contains("<table")
              || start.contains("<meta")
          ? FindingCode.FILE_HTML
          : null;
    }
    return null;
  }
}
