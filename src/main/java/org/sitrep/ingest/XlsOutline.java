package org.sitrep.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.sitrep.config.Limits;

/**
 * What is to be known of an {@code .xls} workbook before its rows can be told one by one, found by
 * stepping over its records: merged regions stand behind the rows they are about, and rows may
 * stand in any order. Refuses what POI would need too much memory for.
 */
final class XlsOutline {
  private static final int BOF = 0x809;
  private static final int EOF = 0x0A;
  private static final int CONTINUE = 0x3C;
  private static final int ENCRYPTION = 0x2F;
  private static final int SHARED_TEXTS = 0xFC;
  private static final int SHEET_NAME = 0x85;
  private static final int FORMAT = 0x41E;
  private static final int ROW = 0x208;
  private static final int ROW_OPTIONS = 12;
  private static final int ROW_HIDDEN = 0x20;
  private static final int MERGED = 0xE5;

  /** No program writes more formats or sheets. */
  private static final int MANY = 1 << 17;

  /** Bytes that POI needs for a shared text beside its letters. */
  private static final int TEXT_OVERHEAD = 200;

  /** One part of the workbook: the sheets and what stands among them. */
  static final class Part {
    final Spans spans = new Spans();
    final BitSet hiddenRows = new BitSet();
    boolean ordered = true;
    private int lastRow;
  }

  private final InputStream in;
  private final Limits limits;
  private final List<Part> parts = new ArrayList<>();
  private int names;

  // the record where we are
  private int sid;
  private int length;
  private final byte[] data = new byte[1 << 16];

  private XlsOutline(InputStream in, Limits limits) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.limits = limits;
  }

  /**
   * Steps over the records of a workbook; where they end too early, or are encrypted, so does the
   * outline.
   *
   * @return by place behind the globals, from 0
   */
  static List<Part> of(InputStream workbook, Limits limits) throws IOException {
    XlsOutline out = new XlsOutline(workbook, limits);
    out.globals();
    out.sheets();
    return out.parts;
  }

  private boolean next() throws IOException {
    if (in.readNBytes(data, 0, 4) < 4) {
      return false;
    }
    sid = u2(0);
    length = u2(2);
    return in.readNBytes(data, 0, length) == length;
  }

  private int u2(int at) {
    return (data[at] & 0xFF) | (data[at + 1] & 0xFF) << 8;
  }

  private void globals() throws IOException {
    long texts = 0;
    long count = 0;
    int last = 0;
    int depth = 0;
    while (next() && sid != ENCRYPTION) {
      if (sid == BOF) {
        depth++;
      } else if (sid == EOF && --depth == 0) {
        break;
      } else if (sid == SHARED_TEXTS && length >= 8) {
        texts = length;
        count = u2(4) | (long) u2(6) << 16;
      } else if (sid == CONTINUE && last == SHARED_TEXTS) {
        texts += length;
      } else if ((sid == SHEET_NAME || sid == FORMAT) && ++names > MANY) {
        throw Refused.suspicious("more than " + MANY + " sheets and formats");
      }
      if (sid != CONTINUE) {
        last = sid;
      }
    }
    // a text takes three bytes at least
    if (2 * texts + Math.min(count, texts / 3) * TEXT_OVERHEAD > limits.sharedTextBytes()) {
      throw SharedTexts.tooMany(limits.sharedTextBytes());
    }
  }

  private void sheets() throws IOException {
    int depth = 0;
    while (next() && parts.size() <= MANY) {
      if (sid == BOF) {
        if (depth++ == 0) {
          parts.add(new Part());
        }
      } else if (sid == EOF) {
        depth = Math.max(0, depth - 1);
      } else if (depth == 1) {
        look(parts.get(parts.size() - 1));
      }
    }
  }

  private void look(Part part) {
    switch (sid) {
      case ROW:
        if (length > ROW_OPTIONS && (data[ROW_OPTIONS] & ROW_HIDDEN) != 0) {
          part.hiddenRows.set(u2(0));
        }
        break;
      case MERGED:
        for (int at = 2; at + 8 <= length && (at - 2) / 8 < u2(0); at += 8) {
          part.spans.add(u2(at) + 1, u2(at + 4) + 1, u2(at + 2) + 1, u2(at + 6) + 1);
        }
        break;
      case 0x06, 0x203, 0x204, 0x205, 0x27E, 0xBD, 0xD6, 0xFD:
        // formula, number, label, boolean or error, short number, short numbers, label, shared text
        if (length >= 2) {
          part.ordered &= u2(0) >= part.lastRow;
          part.lastRow = u2(0);
        }
        break;
      default:
    }
  }
}
