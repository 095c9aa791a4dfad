package org.sitrep.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
          Map.entry("474946383761", "GIF"),
          Map.entry("474946383961", "GIF"),
          Map.entry("49492a00", "TIFF"),
          Map.entry("4d4d002a", "TIFF"),
          Map.entry("526172211a07", "RAR"),
          Map.entry("377abcaf271c", "7-Zip"),
          Map.entry("1f8b", "gzip"),
          Map.entry("425a68", "bzip2"),
          Map.entry("fd377a585a", "xz"),
          Map.entry("09000400", "Excel 2 .xls"),
          Map.entry("09020600", "Excel 3 .xls"),
          Map.entry("09040600", "Excel 4 .xls"),
          Map.entry("0908", "Excel 5 .xls"),
          Map.entry("000100005374616e64617264", "Access"),
          Map.entry("53514c69746520666f726d6174", "SQLite"));

  /** Pictures that tell what they are behind a first number of their own. */
  private static final Map<String, String> LATER_BYTES =
      Map.of(
          "52494646.{8}57454250.*", "WebP",
          "424d.{8}00000000.*", "BMP",
          "000000.{2}66747970(6865|6d696631|61766966).*", "HEIC",
          "000000.{2}66747970(?!6865|6d696631|61766966).*", "MP4");

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
    for (Map.Entry<String, String> known : LATER_BYTES.entrySet()) {
      if (hex.toString().matches(known.getKey())) {
        return known.getValue();
      }
    }
    return TEXT;
  }

  /** What is packed: a workbook, another kind of document, or plain files ({@link #ZIP}). */
  static String ofZip(Zip zip) throws IOException {
    if (zip.find("xl/workbook.bin") != null) {
      return XLSB;
    } else if (zip.find("word/document.xml") != null) {
      return "Word .docx";
    } else if (zip.find("ppt/presentation.xml") != null) {
      return "PowerPoint .pptx";
    } else if (zip.find("visio/document.xml") != null) {
      return "Visio .vsdx";
    } else if (zip.find("FixedDocumentSequence.fdseq") != null
        || zip.find("FixedDocSeq.fdseq") != null) {
      return "XPS";
    } else if (zip.find("[Content_Types].xml") != null || zip.find("xl/workbook.xml") != null) {
      return XLSX;
    } else if (zip.find("Index/Document.iwa") != null || zip.find("Index.zip") != null) {
      return "Apple Numbers / Pages";
    } else if (zip.find("mimetype") != null) {
      return mimeType(zip);
    } else if (zip.find("META-INF/MANIFEST.MF") != null) {
      return "Java .jar";
    }
    return ZIP;
  }

  private static String mimeType(Zip zip) throws IOException {
    String type;
    try (InputStream in = zip.open("mimetype")) {
      type = new String(in.readNBytes(100), StandardCharsets.US_ASCII).strip();
    }
    if (type.contains("opendocument.spreadsheet")) {
      return "OpenDocument .ods";
    } else if (type.contains("opendocument")) {
      return "OpenDocument";
    }
    return type.matches("[a-z]+/[a-z0-9.+-]+") ? type : ZIP;
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
