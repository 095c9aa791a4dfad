package org.sitrep.report.pdf;

import java.nio.charset.StandardCharsets;

/**
 * OpenPDF draws the six letters in front of a subset font's name from a random source. They are
 * replaced in place by letters derived from the document id; the length stays, so every offset in
 * the file stays right.
 */
final class FontSubsetNames {
  private static final int TAG = 6;
  private static final byte[][] KEYS = {
    "/BaseFont/".getBytes(StandardCharsets.US_ASCII),
    "/FontName/".getBytes(StandardCharsets.US_ASCII)
  };

  private FontSubsetNames() {}

  static void fix(byte[] pdf, byte[] id) {
    for (int at = 0; at < pdf.length; at++) {
      if (pdf[at] != '/') {
        continue;
      }
      for (byte[] key : KEYS) {
        int start = at + key.length;
        if (startsWith(pdf, at, key) && isTagged(pdf, start)) {
          replace(pdf, start, id);
        }
      }
    }
  }

  private static boolean startsWith(byte[] pdf, int at, byte[] key) {
    if (at + key.length + TAG + 1 > pdf.length) {
      return false;
    }
    for (int i = 0; i < key.length; i++) {
      if (pdf[at + i] != key[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTagged(byte[] pdf, int start) {
    for (int i = start; i < start + TAG; i++) {
      if (pdf[i] < 'A' || pdf[i] > 'Z') {
        return false;
      }
    }
    return pdf[start + TAG] == '+';
  }

  /** The letters depend on the document and on the font's own name, so faces stay apart. */
  private static void replace(byte[] pdf, int start, byte[] id) {
    long hash = 1125899906842597L;
    for (byte b : id) {
      hash = 31 * hash + b;
    }
    for (int i = start + TAG + 1; i < pdf.length && nameGoesOn(pdf[i]); i++) {
      hash = 31 * hash + pdf[i];
    }
    for (int i = start; i < start + TAG; i++) {
      pdf[i] = (byte) ('A' + Math.floorMod(hash, 26L));
      hash = hash / 26 + 7919L * (i - start + 1);
    }
  }

  private static boolean nameGoesOn(byte b) {
    return b > ' ' && b != '/' && b != '>' && b != '[' && b != '(' && b != '<';
  }
}
