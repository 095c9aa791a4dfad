package org.sitrep.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the list of merged regions in a sheet without reading its rows: they stand behind the rows
 * they are about, and a long sheet is not held until then. Unpacks the sheet, which is cheap beside
 * reading it, and looks at its end.
 */
final class MergedRegions {
  /**
   * What stands behind the rows hardly ever takes more; when it does the sheet is unpacked again.
   */
  private static final int TAIL = 1 << 18;

  private static final byte[] ROWS_END = "sheetData>".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LIST = "mergeCells".getBytes(StandardCharsets.US_ASCII);

  /** A prefix of more letters is none. */
  private static final int MAX_PREFIX = 64;

  private MergedRegions() {}

  /** Adds the regions that {@code sheet}, a part that was opened before, lists to {@code out}. */
  static void find(XmlParts parts, String sheet, Spans out) throws IOException {
    long before = parts.size(sheet) - TAIL;
    byte[] tail;
    try (InputStream in = parts.bytesAgain(sheet)) {
      byte[] block = new byte[1 << 16];
      while (before > 0) {
        int n = in.read(block, 0, (int) Math.min(block.length, before));
        if (n < 0) {
          return;
        }
        before -= n;
      }
      tail = in.readNBytes(TAIL);
    }
    if (indexOf(ROWS_END, tail, 0, tail.length) >= 0) {
      find(parts, sheet, new ByteArrayInputStream(tail), out);
    } else {
      try (InputStream in = parts.bytesAgain(sheet)) {
        find(parts, sheet, in, out);
      }
    }
  }

  private static void find(XmlParts parts, String sheet, InputStream in, Spans out)
      throws IOException {
    byte[] block = new byte[1 << 16];
    int kept = 0;
    int n = in.read(block, 0, block.length);
    while (n >= 0) {
      int end = kept + n;
      int name = indexOf(LIST, block, 0, end);
      if (name >= 0) {
        int tag = tag(block, name);
        if (tag >= 0) {
          String prefix = new String(block, tag + 1, name - tag - 1, StandardCharsets.ISO_8859_1);
          InputStream list = new ByteArrayInputStream(block, tag, end - tag);
          read(parts, sheet, prefix, new SequenceInputStream(list, in), out);
          return;
        }
      }
      kept = Math.min(end, MAX_PREFIX + LIST.length);
      System.arraycopy(block, end - kept, block, 0, kept);
      n = in.read(block, kept, block.length - kept);
    }
  }

  private static int indexOf(byte[] word, byte[] block, int from, int end) {
    for (int at = from; at + word.length <= end; at++) {
      if (block[at] == word[0]
          && Arrays.equals(block, at, at + word.length, word, 0, word.length)) {
        return at;
      }
    }
    return -1;
  }

  /** Where the tag with that name starts; -1 when it is no start tag. */
  private static int tag(byte[] block, int name) {
    int at = name - 1;
    if (at > 0 && block[at] == ':') {
      while (at > 0 && name - at < MAX_PREFIX && block[at] != '<') {
        at--;
      }
    }
    return at >= 0 && block[at] == '<' ? at : -1;
  }

  private static void read(XmlParts parts, String sheet, String prefix, InputStream list, Spans out)
      throws IOException {
    String declared = prefix.isEmpty() ? "" : ":" + prefix.substring(0, prefix.length() - 1);
    byte[] head = ("<r xmlns" + declared + "='x'>").getBytes(StandardCharsets.ISO_8859_1);
    InputStream document = new SequenceInputStream(new ByteArrayInputStream(head), list);
    try (XmlPart xml = parts.parser(sheet, document)) {
      while (xml.nextTag() && (xml.atStart() || !xml.is("mergeCells"))) {
        String range = xml.atStart() && xml.is("mergeCell") ? xml.attribute("ref") : null;
        if (range != null) {
          out.add(range);
        }
      }
    }
  }
}
