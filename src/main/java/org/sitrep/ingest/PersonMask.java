package org.sitrep.ingest;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Identifier;
import org.sitrep.domain.PersonToken;
import org.sitrep.domain.PersonToken.Standing;

/**
 * Takes persons out of the rows of one file as they are read, before anything else sees them. Every
 * cell is looked at: what is an identifier, or may once have been one, becomes a {@link
 * PersonToken}; identifiers within a text are starred out; what stands below a heading that asks
 * for an identifier is never let through, and what stands below one that asks for a name or an
 * address is dropped.
 *
 * <p>An identifier is a row of exactly as many digits as the country's has, also in groups with a
 * space, dash or apostrophe between, also when its check digit is wrong. Shorter numbers are one
 * when they are right in every part once the zeros that spreadsheets drop are back. Numbers of that
 * length that are none are masked too: better a figure lost, and told, than a person told.
 */
final class PersonMask {
  private static final HexFormat HEX = HexFormat.of();

  /** A number as spreadsheets write it when the column is too narrow: 8,90101E+11. */
  private static final Pattern ROUNDED = Pattern.compile("\\d(?:[.,]\\d+)?[Ee]\\+?\\d{1,2}");

  /** A day in ISO form may stand beside other digits without being part of an identifier. */
  private static final Pattern ISO_DAY =
      Pattern.compile("(?:19|20)\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])(?!\\d).*");

  /** ARABIC-INDIC DIGIT ZERO. */
  private static final char FIRST_OTHER_DIGIT = '\u0660';

  /** More digits in a row than any heading has. */
  private static final int HEADING_DIGITS = 5;

  private final PersonWords words;
  private final Identifier identifier;
  private final @Nullable Mac mac;
  private final char[] stars;

  private PersonWords.Role[] below = new PersonWords.Role[0];
  private int sheetIndex = -1;
  private boolean found;

  /**
   * A mask for one file.
   *
   * @param key pseudonyms are made under it; null to hide persons without telling them apart
   */
  PersonMask(PersonWords words, @Nullable PersonKey key) {
    this.words = words;
    this.identifier = words.identifier();
    this.mac = key == null ? null : PersonKey.mac(key.derived("person", new byte[0]));
    this.stars = new char[identifier.digits()];
    Arrays.fill(stars, '*');
  }

  /** Whether anything had to be hidden so far. */
  boolean found() {
    return found;
  }

  /** The row without persons. */
  SheetRow row(SheetRow row) {
    if (row.sheetIndex() != sheetIndex) {
      sheetIndex = row.sheetIndex();
      below = new PersonWords.Role[0];
    }
    int longest = 0;
    for (Cell cell : row.cells()) {
      longest = Math.max(longest, longestRun(cell.text()));
    }
    @Nullable PersonWords.Role @Nullable [] roles =
        longest < HEADING_DIGITS ? words.roles(row.cells()) : null;
    if (roles != null) {
      note(row.cells(), roles);
    }
    boolean plain = roles != null || numbering(row.cells());
    List<Cell> out = null;
    for (int i = 0; i < row.cells().size(); i++) {
      Cell cell = row.cells().get(i);
      PersonWords.Role role = plain ? PersonWords.Role.OTHER : role(cell.column());
      Cell masked = cell(cell, role);
      if (masked != cell && out == null) {
        out = new ArrayList<>(row.cells().subList(0, i));
      }
      if (out != null && masked != null) {
        out.add(masked);
      }
    }
    String sheet = text(row.sheet());
    if (out == null && sheet.equals(row.sheet())) {
      return row;
    }
    return new SheetRow(
        row.sheetIndex(),
        sheet,
        row.sheetHidden(),
        row.row(),
        row.rowHidden(),
        out == null ? row.cells() : out);
  }

  private void note(List<Cell> cells, @Nullable PersonWords.Role[] roles) {
    for (int i = 0; i < cells.size(); i++) {
      PersonWords.Role role = roles[i];
      Cell cell = cells.get(i);
      found |= role == PersonWords.Role.PERSON;
      for (int place = 0; role != null && place < cell.columns(); place++) {
        note(cell.column() + place, role);
      }
    }
  }

  private void note(int column, PersonWords.Role role) {
    if (column > below.length) {
      if (role == PersonWords.Role.OTHER) {
        return;
      }
      PersonWords.Role[] longer = Arrays.copyOf(below, column);
      Arrays.fill(longer, below.length, column, PersonWords.Role.OTHER);
      below = longer;
    }
    below[column - 1] = role;
  }

  private PersonWords.Role role(int column) {
    return column <= below.length ? below[column - 1] : PersonWords.Role.OTHER;
  }

  /** Whether a row only numbers the columns, as 1 2 3 below the headings of a printed form. */
  private static boolean numbering(List<Cell> cells) {
    for (Cell cell : cells) {
      String text = cell.text();
      if (text.length() > 2 || !allDigits(text)) {
        return false;
      }
    }
    return true;
  }

  /** The cell without a person; null when nothing of it is left. */
  private @Nullable Cell cell(Cell cell, PersonWords.Role role) {
    if (role == PersonWords.Role.PERSONAL) {
      found = true;
      return null;
    }
    if (role == PersonWords.Role.BIRTH_DATE) {
      return born(cell);
    }
    switch (cell.type()) {
      case Cell.NUMBER:
        return number(cell, role);
      case Cell.TEXT:
        return role == PersonWords.Role.PERSON ? asked(cell) : anywhere(cell);
      case Cell.UNCALCULATED:
        String formula = text(cell.text());
        return formula.equals(cell.text()) ? cell : with(cell, formula);
      default:
        return role == PersonWords.Role.PERSON && cell.type() != Cell.ERROR
            ? token(cell, faulty(Standing.LENGTH))
            : cell;
    }
  }

  /** A date of birth without its day; an identifier in its place stays one. */
  private Cell born(Cell cell) {
    String text = cell.text();
    if (cell.type() == Cell.BOOLEAN || cell.type() == Cell.ERROR || words.isBlank(text)) {
      return cell;
    }
    PersonToken token = cell.type() == Cell.DATE ? null : token(digits(text));
    if (token != null) {
      return token(cell, token);
    }
    String kept =
        cell.type() == Cell.DATE
            ? words.birthDates().ofDate(text)
            : words.birthDates().ofText(text);
    return kept.equals(text) ? cell : with(cell, kept);
  }

  private Cell number(Cell cell, PersonWords.Role role) {
    String text = cell.text();
    int point = text.indexOf('.');
    String whole = text.substring(text.startsWith("-") ? 1 : 0, point < 0 ? text.length() : point);
    PersonToken token = allDigits(whole) ? token(whole) : null;
    if (token == null && role == PersonWords.Role.PERSON) {
      token = faulty(Standing.LENGTH);
    }
    return token == null ? cell : token(cell, token);
  }

  /** A text where an identifier is asked for. */
  private Cell asked(Cell cell) {
    String text = cell.text();
    if (words.isBlank(text)) {
      return cell;
    }
    String digits = digits(text);
    if (rounded(text.strip())) {
      return token(cell, faulty(Standing.ROUNDED));
    }
    PersonToken token = token(digits);
    return token(cell, token == null ? faulty(Standing.LENGTH) : token);
  }

  /** A text anywhere else. */
  private Cell anywhere(Cell cell) {
    String text = cell.text();
    int digits = digitsIn(text);
    if (!mayHide(text, digits)) {
      return cell;
    }
    String stripped = text.strip();
    if (PersonToken.isToken(stripped)) {
      // nobody but this class writes tokens
      return token(cell, faulty(Standing.LENGTH));
    }
    if (rounded(stripped)) {
      return roundedDigits(stripped) == identifier.digits()
          ? token(cell, faulty(Standing.ROUNDED))
          : cell;
    }
    if (grouped(stripped) && !ISO_DAY.matcher(stripped).matches()) {
      PersonToken token = token(digits(stripped));
      if (token != null) {
        return token(cell, token);
      }
    }
    if (digits < identifier.digits()) {
      // such as a date: there is no identifier within it
      return cell;
    }
    String starred = starred(text);
    return starred.equals(text) ? cell : with(cell, starred);
  }

  /** A text of any kind, such as a name of a file or sheet, with identifiers starred out. */
  String text(String text) {
    return mayHide(text, digitsIn(text)) ? starred(text) : text;
  }

  /** Cheap: what has too few digits hides nobody. */
  private boolean mayHide(String text, int digits) {
    return digits >= identifier.fewest() || (digits >= 3 && hasExponent(text));
  }

  private static int digitsIn(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      digits += isDigit(text.charAt(i)) ? 1 : 0;
    }
    return digits;
  }

  /** The identifier that digits are; null when they are none. */
  private @Nullable PersonToken token(String digits) {
    if (digits.length() == identifier.digits()) {
      Identifier.Told told = identifier.tell(digits);
      Identifier.Fault fault = told.fault();
      return fault == null
          ? named(digits, Standing.OK, told)
          : faulty(Standing.valueOf(fault.name()));
    }
    String whole = identifier.restored(digits);
    return whole == null ? null : named(whole, Standing.RESTORED, identifier.tell(whole));
  }

  private PersonToken named(String digits, Standing standing, Identifier.Told told) {
    String key =
        mac == null ? null : HEX.formatHex(mac.doFinal(digits.getBytes(StandardCharsets.US_ASCII)));
    return new PersonToken(key, standing, told.birthYear(), told.sex());
  }

  private static PersonToken faulty(Standing standing) {
    return new PersonToken(null, standing, null, null);
  }

  private Cell token(Cell cell, PersonToken token) {
    return with(cell, token.text());
  }

  private Cell with(Cell cell, String text) {
    found = true;
    return new Cell(
        cell.column(),
        cell.type() == Cell.UNCALCULATED ? Cell.UNCALCULATED : Cell.TEXT,
        text,
        Double.NaN,
        cell.rows(),
        cell.columns(),
        cell.formula());
  }

  /**
   * A text with stars for every identifier in it: digits in one row of just the right number, else
   * groups of digits with one sign between that come to just the right number. Groups amid further
   * groups only count when they are right in every part: long numbers are written in groups too.
   */
  private String starred(String text) {
    char[] out = null;
    int n = text.length();
    int i = 0;
    while (i < n) {
      if (!isDigit(text.charAt(i))) {
        i++;
        continue;
      }
      List<int[]> groups = groups(text, i);
      int end = groups.get(groups.size() - 1)[1];
      for (int[] hit : hits(text, groups)) {
        out = out == null ? text.toCharArray() : out;
        for (int at = hit[0]; at < hit[1]; at++) {
          out[at] = isDigit(out[at]) ? '*' : out[at];
        }
        found = true;
      }
      i = end;
    }
    return out == null ? text : new String(out);
  }

  /** Groups of digits from {@code start} on with a single separator between them. */
  private static List<int[]> groups(String text, int start) {
    List<int[]> out = new ArrayList<>();
    int i = start;
    while (i < text.length() && isDigit(text.charAt(i))) {
      int from = i;
      while (i < text.length() && isDigit(text.charAt(i))) {
        i++;
      }
      out.add(new int[] {from, i});
      if (i + 1 < text.length() && separator(text.charAt(i)) && isDigit(text.charAt(i + 1))) {
        i++;
      }
    }
    return out;
  }

  private List<int[]> hits(String text, List<int[]> groups) {
    List<int[]> out = new ArrayList<>();
    int wanted = identifier.digits();
    int total = 0;
    for (int[] group : groups) {
      int length = group[1] - group[0];
      total += length;
      if (length == wanted) {
        out.add(group);
      }
    }
    int first = groups.get(0)[0];
    int last = groups.get(groups.size() - 1)[1];
    if (!out.isEmpty() || groups.size() == 1) {
      return out;
    }
    if (total == wanted) {
      if (!ISO_DAY.matcher(text.substring(first, last)).matches()) {
        out.add(new int[] {first, last});
      }
      return out;
    }
    for (int from = 0; from < groups.size(); from++) {
      int sum = 0;
      for (int to = from; to < groups.size() && sum < wanted; to++) {
        sum += groups.get(to)[1] - groups.get(to)[0];
        int[] span = {groups.get(from)[0], groups.get(to)[1]};
        if (sum == wanted
            && identifier.tell(digits(text.substring(span[0], span[1]))).fault() == null) {
          out.add(span);
        }
      }
    }
    return out;
  }

  private static boolean separator(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == '\''
        || c == '\u2019'
        || c == '`'
        || c == '-'
        || (c >= '\u2010' && c <= '\u2015')
        || c == '\u2212';
  }

  /** Whether a text is digits and separators only. */
  private static boolean grouped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isDigit(c) && !separator(c)) {
        return false;
      }
    }
    return true;
  }

  /**
   * As {@link Character#isDigit}, which takes long over letters: no other digits stand below these.
   */
  private static boolean isDigit(char c) {
    return c <= '9' ? c >= '0' : c >= FIRST_OTHER_DIGIT && Character.isDigit(c);
  }

  private static boolean allDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** The digits of a text, of whatever script, as 0 to 9. */
  private static String digits(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), 10);
      if (digit >= 0) {
        out.append((char) ('0' + digit));
      }
    }
    return out.toString();
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = isDigit(text.charAt(i)) ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private static boolean rounded(String text) {
    return hasExponent(text) && ROUNDED.matcher(text).matches();
  }

  private static boolean hasExponent(String text) {
    return text.indexOf('E') > 0 || text.indexOf('e') > 0;
  }

  private static int roundedDigits(String text) {
    BigDecimal value = new BigDecimal(text.replace(',', '.'));
    return value.precision() - value.scale();
  }
}
