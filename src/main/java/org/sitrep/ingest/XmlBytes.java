package org.sitrep.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The UTF-8 bytes of an XML part, a stretch at a time, for readers that know what usually stands
 * there. Methods take a position and return the one behind what they read, or {@link #MORE} when
 * the stretch held too little, or {@link #ODD} when something stood there that is not usual. What
 * is odd is not wrong: a reader that meets it hands {@link #rest} to a real XML parser, which alone
 * judges. So nothing is accepted here that a parser would refuse.
 */
final class XmlBytes {
  /** The stretch ends within what was to be read. */
  static final int MORE = -1;

  /** Not what usually stands there. */
  static final int ODD = -2;

  /** No bytes of a document, so that reading a little too far finds the end. */
  private static final int SLACK = 64;

  private static final int SIZE = 1 << 16;

  /** One row or text of more bytes than this is odd. */
  private static final int MAX_SIZE = 1 << 22;

  private static final int MAX_HEAD = 1 << 18;
  private static final byte[] TAG_END = {'>'};

  // what a byte of text is
  private static final int NOT_ASCII = 1;
  private static final int ENTITY = 2;
  private static final int GREATER = 4;
  private static final int STOP = 8;
  private static final byte[] KIND = new byte[256];

  static {
    Arrays.fill(KIND, 0, 0x20, (byte) STOP);
    Arrays.fill(KIND, 0x80, 0x100, (byte) NOT_ASCII);
    KIND['\t'] = 0;
    KIND['\n'] = 0;
    KIND['<'] = STOP;
    KIND['&'] = ENTITY;
    KIND['>'] = GREATER;
  }

  private final InputStream in;
  private byte[] bytes;
  private int end;
  private boolean over;
  private byte[] head = new byte[0];
  private String headText = "";

  // what the last text and the last attributes were made of
  private int textKinds;
  private final int[] valueFrom = new int[16];
  private final int[] valueTo = new int[16];

  /**
   * Over a part.
   *
   * @param size how many bytes it says it has
   */
  XmlBytes(InputStream in, long size) {
    this.in = in;
    this.bytes = new byte[(int) Math.min(size + 1, SIZE) + SLACK];
  }

  /** The stretch; never keep it across {@link #more}. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Reads up to and including the first start tag {@code element} in a document of the usual kind.
   *
   * @param notBefore words that make what stands before it unusual
   * @return position behind the tag; ODD when there is no such tag within reach or anything up to
   *     it is unusual
   */
  int head(String element, String... notBefore) throws IOException {
    byte[] tag = ("<" + element).getBytes(StandardCharsets.US_ASCII);
    int at = -1;
    int searched = 0;
    while (at < 0) {
      at = indexOf(tag, searched);
      searched = Math.max(0, end - tag.length);
      if (at < 0 && (end > MAX_HEAD || !more(0))) {
        return ODD;
      }
    }
    int to = indexOf(TAG_END, at);
    while (to < 0) {
      if (end > MAX_HEAD || !more(0)) {
        return ODD;
      }
      to = indexOf(TAG_END, at);
    }
    byte behind = bytes[at + tag.length];
    if ((behind != '>' && behind != ' ') || bytes[to - 1] == '/') {
      return ODD;
    }
    head = Arrays.copyOf(bytes, to + 1);
    headText = new String(head, StandardCharsets.ISO_8859_1);
    for (String word : notBefore) {
      if (headText.contains(word)) {
        return ODD;
      }
    }
    return usual(headText) ? to + 1 : ODD;
  }

  /** XML 1.0 in UTF-8 without comments, document type or instructions. */
  private static boolean usual(String head) {
    String text = head.startsWith("\u00EF\u00BB\u00BF") ? head.substring(3) : head;
    if (text.startsWith("<?xml")) {
      int to = text.indexOf("?>");
      String declaration = to < 0 ? "" : text.substring(0, to).toLowerCase(Locale.ROOT);
      if (!declaration.replace('\'', '"').contains("version=\"1.0\"")
          || (declaration.contains("encoding")
              && !declaration.replace('\'', '"').contains("encoding=\"utf-8\""))) {
        return false;
      }
      text = text.substring(to + 2);
    }
    return text.stripLeading().startsWith("<") && !text.contains("<!") && !text.contains("<?");
  }

  /** Whether the head declares a prefix. */
  boolean declares(String prefix) {
    return headText.contains(" xmlns:" + prefix + "=");
  }

  /**
   * Reads on, keeping what stands from {@code from}, which moves to position 0.
   *
   * @return false when nothing more comes, or too much would have to be kept
   */
  boolean more(int from) throws IOException {
    int kept = end - from;
    if (over || kept >= MAX_SIZE) {
      return false;
    }
    byte[] target = bytes;
    if (kept > (bytes.length - SLACK) / 2) {
      target = new byte[2 * (bytes.length - SLACK) + SLACK];
    }
    System.arraycopy(bytes, from, target, 0, kept);
    bytes = target;
    end = kept;
    int room = bytes.length - SLACK;
    while (end < room) {
      int n = in.read(bytes, end, room - end);
      if (n < 0) {
        over = true;
        break;
      }
      end += n;
    }
    Arrays.fill(bytes, end, end + SLACK, (byte) 0);
    return end > kept;
  }

  /** The document as if what stood between its head and {@code from} were not there. */
  InputStream rest(int from) {
    return new SequenceInputStream(
        new ByteArrayInputStream(head),
        new SequenceInputStream(new ByteArrayInputStream(bytes, from, end - from), in));
  }

  /** The whole document, when nothing was taken of it yet. */
  InputStream whole() {
    return new SequenceInputStream(new ByteArrayInputStream(bytes, 0, end), in);
  }

  /** What a byte at {@code p} means that nobody expected there. */
  int surprise(int p) {
    return p >= end ? MORE : ODD;
  }

  /** Position of the first byte that is no space. */
  int skipSpace(int p) {
    byte[] b = bytes;
    int at = p;
    while (b[at] == ' ' || b[at] == '\n' || b[at] == '\r' || b[at] == '\t') {
      at++;
    }
    return at;
  }

  /** Position behind {@code word}, at most as long as SLACK. */
  int word(int p, byte[] word) {
    byte[] b = bytes;
    for (int i = 0; i < word.length; i++) {
      if (b[p + i] != word[i]) {
        return surprise(p + i);
      }
    }
    return p + word.length;
  }

  /**
   * Attributes up to and including the end of a start tag.
   *
   * @param names what may stand there, at most 16; their values are found under the same index
   * @return position behind {@code >}, or that of the slash in {@code />}
   */
  int attributes(int p, byte[][] names) {
    Arrays.fill(valueFrom, 0, names.length, -1);
    byte[] b = bytes;
    int at = p;
    while (true) {
      int before = at;
      at = skipSpace(at);
      if (b[at] == '>') {
        return at + 1;
      } else if (b[at] == '/') {
        return b[at + 1] == '>' ? at : surprise(at + 1);
      } else if (at == before) {
        return surprise(at);
      }
      int name = at;
      while (b[at] > ' ' && b[at] != '=' && b[at] != '>' && b[at] != '/') {
        at++;
      }
      if (b[at] != '=' || b[at + 1] != '"') {
        return surprise(b[at] == '=' ? at + 1 : at);
      }
      int index = indexOf(names, name, at);
      if (index < 0 || valueFrom[index] >= 0) {
        return ODD;
      }
      at += 2;
      valueFrom[index] = at;
      while (b[at] >= ' ' && b[at] != '"' && b[at] != '<' && b[at] != '&') {
        at++;
      }
      if (b[at] != '"') {
        return surprise(at);
      }
      valueTo[index] = at++;
    }
  }

  private int indexOf(byte[][] names, int from, int to) {
    for (int i = 0; i < names.length; i++) {
      if (Arrays.equals(names[i], 0, names[i].length, bytes, from, to)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the last tag had an attribute. */
  boolean has(int index) {
    return valueFrom[index] >= 0;
  }

  /** The value of an attribute of the last tag; null when it was not there. */
  @Nullable String value(int index) {
    return valueFrom[index] < 0
        ? null
        : new String(
            bytes,
            valueFrom[index],
            valueTo[index] - valueFrom[index],
            StandardCharsets.ISO_8859_1);
  }

  /** A whole number of one to seven digits; -1 when the attribute was not there; ODD. */
  int wholeValue(int index) {
    int from = valueFrom[index];
    int to = valueTo[index];
    if (from < 0) {
      return -1;
    } else if (to == from || to - from > 7) {
      return ODD;
    }
    int out = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return ODD;
      }
      out = out * 10 + digit;
    }
    return out;
  }

  /** Position of the next tag; all before it is text. */
  int textEnd(int p) {
    byte[] b = bytes;
    int at = p;
    int kinds = 0;
    int kind = KIND[b[at] & 0xFF];
    while (kind != STOP) {
      kinds |= kind;
      kind = KIND[b[++at] & 0xFF];
    }
    textKinds = kinds;
    return b[at] == '<' ? at : surprise(at);
  }

  /** The text that {@link #textEnd} just passed; null when it is odd. */
  @Nullable String text(int from, int to) {
    if (textKinds == 0) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if ((textKinds & NOT_ASCII) != 0 && !letters(text)) {
      return null;
    }
    if ((textKinds & GREATER) != 0 && text.contains("]]>")) {
      return null;
    }
    return (textKinds & ENTITY) == 0 ? text : resolved(text);
  }

  /** Whether the text that {@link #textEnd} just passed is kept as its bytes stand. */
  boolean textIsPlain(int from, int to) {
    return (textKinds & ENTITY) == 0 && (textKinds == 0 || text(from, to) != null);
  }

  /** No sign of bytes that are not UTF-8, nor what XML does not allow. */
  private static boolean letters(String text) {
    return text.indexOf('\uFFFD') < 0 && text.indexOf('\uFFFE') < 0 && text.indexOf('\uFFFF') < 0;
  }

  private static @Nullable String resolved(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    for (int at = text.indexOf('&'); at >= 0; at = text.indexOf('&', from)) {
      int to = text.indexOf(';', at);
      int letter = to < 0 ? -1 : entity(text, at + 1, to);
      if (letter < 0) {
        return null;
      }
      out.append(text, from, at).appendCodePoint(letter);
      from = to + 1;
    }
    return out.append(text, from, text.length()).toString();
  }

  /** The letter an entity stands for; -1 when XML itself knows no such entity. */
  private static int entity(String text, int from, int to) {
    if (text.charAt(from) != '#') {
      switch (text.substring(from, to)) {
        case "amp":
          return '&';
        case "lt":
          return '<';
        case "gt":
          return '>';
        case "quot":
          return '"';
        case "apos":
          return '\'';
        default:
          return -1;
      }
    }
    int radix = text.charAt(from + 1) == 'x' ? 16 : 10;
    int first = from + (radix == 16 ? 2 : 1);
    if (first == to || to - first > 8) {
      return -1;
    }
    int letter = 0;
    for (int i = first; i < to; i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0 || letter > Character.MAX_CODE_POINT) {
        return -1;
      }
      letter = letter * radix + digit;
    }
    boolean allowed =
        letter == '\t'
            || letter == '\n'
            || letter == '\r'
            || (letter >= ' ' && letter < 0xD800)
            || (letter >= 0xE000 && letter < 0xFFFE)
            || (letter >= 0x10000 && letter <= Character.MAX_CODE_POINT);
    return allowed ? letter : -1;
  }

  private int indexOf(byte[] word, int from) {
    int last = end - word.length;
    for (int i = from; i <= last; i++) {
      if (bytes[i] == word[0] && Arrays.equals(bytes, i, i + word.length, word, 0, word.length)) {
        return i;
      }
    }
    return -1;
  }
}
