package org.sitrep.ingest;

import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.util.LocaleData;
import com.ibm.icu.util.ULocale;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.FindingCode;

/**
 * Finds the character set of a text file and reads it. A byte-order mark decides, then the zero
 * bytes of UTF-16, then whether the bytes are UTF-8. What is left is one byte a letter: the table
 * wins that gives the most plausible words of the country's languages. {@code KZ-1048} and {@code
 * PTCP154}, the two Kazakh tables, are not part of the JDK and are kept here.
 *
 * @param name as written to the submission, an IANA name
 * @param mark bytes of the byte-order mark
 * @param table letter of each byte; null when {@code name} is one the JDK reads
 */
record TextEncoding(String name, int mark, char @Nullable [] table) {
  private static final int HEAD_BYTES = 1 << 16;
  private static final int SAMPLE_BYTES = 1 << 18;

  private static final String CYRILLIC = "windows-1251";

  /** Bytes 80 to BF; the rest is as in windows-1251. */
  private static final String KZ_1048 =
      "ЂЃ‚ѓ„…†‡€‰Љ‹ЊҚҺЏђ‘’“”•–—\uFFFD™љ›њқһџ\u00A0ҰұӘ¤Ө¦§Ё©Ғ«¬\u00AD®Ү°±Ііөµ¶·ё№ғ»әҢңү";

  private static final String PTCP154 =
      "ҖҒӮғ„…ҶҮҲүҠӢҢҚҺҸҗ‘’“”•–—ҳҷҡӣңқһҹ\u00A0ЎўЈӨҘҰ§Ё©Ә«¬ӯ®Ҝ°ұІіҙө¶·ё№ә»јҪҫҝ";

  /**
   * Finds the character set of a file.
   *
   * @param languages ISO 639-1 codes; their alphabets tell tables apart
   * @throws Refused when the file is no text
   */
  static TextEncoding detect(Content content, List<String> languages) throws IOException {
    TextEncoding wide = wide(content);
    if (wide != null) {
      return wide;
    }
    Scan scan = Scan.of(content);
    if (scan.zeros > 0) {
      throw new Refused(FindingCode.FILE_TYPE_UNKNOWN, Map.of("found", "?"));
    }
    // a few broken letters among many good ones are damage, not another table
    if (scan.broken == 0 || scan.letters > 20L * scan.broken) {
      return new TextEncoding("UTF-8", 0, null);
    }
    return singleByte(scan.sample.toByteArray(), languages);
  }

  /**
   * The character set that was found in a file before, without looking through all of it again.
   *
   * @param name the {@link #name} found
   */
  static TextEncoding found(String name, Content content) throws IOException {
    TextEncoding wide = wide(content);
    if (wide != null) {
      return wide;
    }
    return switch (name) {
      case "UTF-8" -> new TextEncoding(name, 0, null);
      case "KZ-1048" -> new TextEncoding(name, 0, patched(table(CYRILLIC), KZ_1048));
      case "PTCP154" -> new TextEncoding(name, 0, patched(table(CYRILLIC), PTCP154));
      default -> new TextEncoding(name, 0, table(name));
    };
  }

  /** The text without its mark; letters that cannot be decoded become U+FFFD. */
  Reader open(Content content) throws IOException {
    InputStream in = new BufferedInputStream(content.stream(), 1 << 16);
    in.skipNBytes(mark);
    return table == null
        ? new InputStreamReader(in, Charset.forName(name))
        : new TableReader(in, table);
  }

  /** What a mark, or the zero bytes of UTF-16, tell at once; null when they tell nothing. */
  private static @Nullable TextEncoding wide(Content content) throws IOException {
    byte[] head = content.stream().readNBytes(HEAD_BYTES);
    TextEncoding marked = marked(head);
    return marked == null ? utf16(head) : marked;
  }

  private static @Nullable TextEncoding marked(byte[] head) {
    if (starts(head, 0xEF, 0xBB, 0xBF)) {
      return new TextEncoding("UTF-8", 3, null);
    } else if (starts(head, 0xFF, 0xFE)) {
      return new TextEncoding("UTF-16LE", 2, null);
    } else if (starts(head, 0xFE, 0xFF)) {
      return new TextEncoding("UTF-16BE", 2, null);
    }
    return null;
  }

  private static boolean starts(byte[] head, int... bytes) {
    if (head.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((head[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** UTF-16 without a mark: every other byte is one of the two or three pages the text uses. */
  private static @Nullable TextEncoding utf16(byte[] head) {
    int pairs = head.length / 2;
    int[] zeros = new int[2];
    int[] pages = new int[2];
    for (int i = 0; i < pairs * 2; i++) {
      int value = head[i];
      if (value == 0) {
        zeros[i & 1]++;
      }
      if (value == 0 || value == 0x04 || value == 0x20) {
        pages[i & 1]++;
      }
    }
    for (int high = 0; high < 2; high++) {
      if (pairs >= 4
          && pages[high] > pairs * 0.97
          && zeros[high] > pairs * 0.1
          && zeros[1 - high] < pairs * 0.01) {
        return new TextEncoding(high == 1 ? "UTF-16LE" : "UTF-16BE", 0, null);
      }
    }
    return null;
  }

  private static TextEncoding singleByte(byte[] sample, List<String> languages) {
    UnicodeSet alphabet = new UnicodeSet();
    for (String language : languages) {
      alphabet.addAll(
          LocaleData.getExemplarSet(
              ULocale.forLanguageTag(language),
              UnicodeSet.CASE_INSENSITIVE,
              LocaleData.ES_STANDARD));
    }
    char[] cyrillic = table(CYRILLIC);
    boolean controls = false;
    for (byte b : sample) {
      controls |= (b & 0xFF) >= 0x80 && (b & 0xFF) < 0xA0;
    }
    String western = controls ? "windows-1252" : "ISO-8859-1";
    List<TextEncoding> candidates =
        List.of(
            new TextEncoding(CYRILLIC, 0, cyrillic),
            new TextEncoding("KZ-1048", 0, patched(cyrillic, KZ_1048)),
            new TextEncoding("PTCP154", 0, patched(cyrillic, PTCP154)),
            new TextEncoding(western, 0, table(western)));
    TextEncoding best = candidates.get(0);
    long bestScore = Long.MIN_VALUE;
    for (TextEncoding candidate : candidates) {
      long score = plausibility(sample, candidate, alphabet);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
  }

  /**
   * How much the sample looks like words: letters of the alphabet count for a table; letters of two
   * scripts side by side, capitals within a word, rows of accented Latin letters and signs between
   * letters count against it.
   */
  private static long plausibility(byte[] sample, TextEncoding encoding, UnicodeSet alphabet) {
    char[] table = java.util.Objects.requireNonNull(encoding.table());
    boolean[] usual = new boolean[256];
    for (int i = 0x80; i < 256; i++) {
      usual[i] = alphabet.contains(table[i]);
    }
    long score = 0;
    char before = ' ';
    boolean highBefore = false;
    for (byte b : sample) {
      char c = table[b & 0xFF];
      boolean high = b < 0;
      if (high) {
        if (c == '\uFFFD' || Character.isISOControl(c)) {
          score -= 10;
        } else if (!Character.isLetter(c)) {
          score -= Character.isLetter(before) && c != '\u00A0' ? 1 : 0;
        } else if (usual[b & 0xFF]) {
          score += 2;
        } else if (!latin(c)) {
          score -= 5;
        }
      }
      if ((high || highBefore) && Character.isLetter(c) && Character.isLetter(before)) {
        if (latin(c) != latin(before)) {
          score -= 6;
        } else if (Character.isUpperCase(c) && Character.isLowerCase(before)) {
          score -= 4;
        } else if (latin(c) && high && highBefore) {
          score -= 3;
        }
      }
      before = c;
      highBefore = high;
    }
    return score;
  }

  private static boolean latin(char c) {
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
  }

  private static char[] table(String charset) {
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }
    return new String(all, Charset.forName(charset)).toCharArray();
  }

  private static char[] patched(char[] base, String from80) {
    char[] out = base.clone();
    from80.getChars(0, from80.length(), out, 0x80);
    return out;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TextEncoding that && name.equals(that.name) && mark == that.mark;
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }

  /** One look at every byte: is it UTF-8, and a sample of what is not ASCII. */
  private static final class Scan {
    final ByteArrayOutputStream sample = new ByteArrayOutputStream();
    long zeros;
    long letters;
    long broken;

    static Scan of(Content content) throws IOException {
      Scan out = new Scan();
      byte[] block = new byte[1 << 16];
      int pending = 0;
      boolean wanted = false;
      try (InputStream in = content.stream()) {
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
          for (int i = 0; i < n; i++) {
            int b = block[i] & 0xFF;
            out.zeros += b == 0 ? 1 : 0;
            if (pending > 0 && (b & 0xC0) == 0x80) {
              out.letters += --pending == 0 ? 1 : 0;
            } else {
              out.broken += pending > 0 ? 1 : 0;
              pending = 0;
              if (b >= 0xC2 && b < 0xF5) {
                pending = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
              } else if (b >= 0x80) {
                out.broken++;
              }
            }
          }
          wanted = out.sample(block, n);
          if (!wanted && out.zeros > 0) {
            break;
          }
        }
      }
      out.broken += pending > 0 ? 1 : 0;
      return out;
    }

    /** Keeps the stretches around bytes beyond ASCII. */
    private boolean sample(byte[] block, int n) {
      int kept = 0;
      for (int i = 0; i < n && sample.size() < SAMPLE_BYTES; i++) {
        boolean near =
            block[i] < 0 || (i > 0 && block[i - 1] < 0) || (i + 1 < n && block[i + 1] < 0);
        if (near) {
          if (i != kept) {
            sample.write(' ');
          }
          sample.write(block[i]);
          kept = i + 1;
        }
      }
      return sample.size() < SAMPLE_BYTES;
    }
  }

  /** Reads one letter a byte. */
  private static final class TableReader extends Reader {
    private final InputStream in;
    private final char[] table;
    private final byte[] block = new byte[1 << 13];

    TableReader(InputStream in, char[] table) {
      this.in = in;
      this.table = table;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
      int n = in.read(block, 0, Math.min(length, block.length));
      for (int i = 0; i < n; i++) {
        target[offset + i] = table[block[i] & 0xFF];
      }
      return n;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
