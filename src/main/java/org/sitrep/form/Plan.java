package org.sitrep.form;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.ExpectedForm;
import org.sitrep.config.FormSpec;
import org.sitrep.config.Region;
import org.sitrep.config.Spelling;
import org.sitrep.domain.FormStamp;
import org.sitrep.domain.Lang;

/**
 * A blank form before it is written: everything that stands in it, whatever the container.
 *
 * @param sheet name of the sheet
 * @param ministry whose form it is; null when there is no room for it
 * @param title of the form
 * @param titled false when there is no room for the title above the table
 * @param region label and name, or the label alone where the sender chooses; null when the rows
 *     tell it
 * @param date the day as a cell above the table; null when the rows or the file name tell it
 * @param other a sheet that tells the date; null when this one does, or the file name
 * @param notes lines above the table that say how to fill it in
 * @param notesBelow the same below the table, where there is no room above
 * @param columns from left to right
 * @param lines rows under the headings
 * @param total first word of the totals row; null when there is none
 * @param signature first word of the line below the table; null when there is none
 * @param phone second word of that line
 * @param footer what stands at the left of the foot of each printed page
 * @param page what stands at its right
 * @param lists values of the drop-downs by name
 * @param stamp what the hidden sheet says, see {@link FormStamp}
 * @param language of the texts
 * @param made what counts as the time it was made: the same for the same request
 */
record Plan(
    String sheet,
    @Nullable String ministry,
    String title,
    boolean titled,
    @Nullable Choice region,
    @Nullable Day date,
    @Nullable Other other,
    List<String> notes,
    List<String> notesBelow,
    List<BlankColumn> columns,
    List<Line> lines,
    @Nullable String total,
    @Nullable String signature,
    String phone,
    String footer,
    String page,
    Map<String, List<String>> lists,
    Map<String, String> stamp,
    Lang language,
    Instant made) {

  /** A labelled cell above the table; without a value the sender chooses one. */
  record Choice(String label, @Nullable String value, Check check) {}

  /** A labelled date above the table, in the pattern of a number format. */
  record Day(String label, LocalDate value, String format, Check check) {}

  /** The date on a sheet of its own. */
  record Other(String sheet, Day day) {}

  /**
   * A row under the headings.
   *
   * @param values what is printed, by column key; the other cells are filled in
   */
  record Line(Map<String, Object> values) {}

  static Plan of(Conf conf, BlankForm.Request request) {
    FormSpec form = request.form();
    Lang lang = request.lang();
    BlankTexts texts = BlankTexts.in(lang);
    Names names = new Names(conf, lang, request.date(), request.region());
    Checks checks = new Checks(conf, request, texts);
    Rows rows = new Rows(form, names, request.date());
    boolean list = rows.isList();
    List<BlankColumn> columns =
        BlankColumn.of(form, lang, checks, names, new Headings(form, names, request.date()), list);
    Choice region = region(request, texts, checks, names);
    DayPlace place = DayPlace.of(request, texts, checks);
    Day day = place.title();
    List<String> notes = notes(conf, request, texts, list);
    // The header must start in the rows in which it is looked for: what is read comes first.
    int room = form.headerWithin() - 1 - (region == null ? 0 : 1) - (day == null ? 0 : 1);
    boolean notesAbove = room >= notes.size() + 1;
    int left = notesAbove ? room - notes.size() : room;
    return new Plan(
        place.sheetName() == null ? sheetName(request, texts) : place.sheetName(),
        left >= 2 ? conf.country().ministry().in(lang) : null,
        form.title().in(lang),
        left >= 1,
        region,
        day,
        place.other(),
        notesAbove ? notes : List.of(),
        notesAbove ? List.of() : notes,
        columns,
        rows.lines(),
        rows.lines().size() < 2 || list ? null : total(conf, lang, texts, columns),
        // below an identifier a word would be taken for one that is wrong
        form.isLineList() ? null : signature(conf, texts),
        texts.get("phone"),
        texts.get("footer", Map.of("form", form.key(), "version", form.version())),
        texts.get("page", Map.of("page", "&P", "pages", "&N")),
        lists(columns, names, request),
        stamp(conf, request),
        lang,
        request.date().atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** A name the form may stand under; of a region that only the name tells, that region's. */
  private static String sheetName(BlankForm.Request request, BlankTexts texts) {
    FormSpec form = request.form();
    boolean tells =
        form.regionFrom().contains("sheet-name")
            && !form.regionFrom().contains("title")
            && form.columns().stream().noneMatch(c -> c.type().equals("region"));
    String own =
        tells && request.region().isPresent()
            ? request.region().get().name().in(request.lang())
            : texts.get("sheet");
    return form.sheets().only().isEmpty() ? own : form.sheets().only().get(0).replace("*", own);
  }

  private static @Nullable Choice region(
      BlankForm.Request request, BlankTexts texts, Checks checks, Names names) {
    Optional<Region> region = request.region();
    if (region.isPresent()) {
      String name = region.get().name().in(request.lang());
      return new Choice(texts.get("region"), name, Check.NONE);
    }
    boolean asked =
        request.form().columns().stream().noneMatch(c -> c.type().equals("region"))
            && request.form().regionFrom().contains("title");
    return asked
        ? new Choice(texts.get("region"), null, checks.choice(names.regionChoices()))
        : null;
  }

  private static List<String> notes(
      Conf conf, BlankForm.Request request, BlankTexts texts, boolean list) {
    List<String> out = new ArrayList<>();
    out.add(texts.get(list ? "fill_list" : "fill"));
    conf.calendar().stream()
        .filter(e -> e.form().equals(request.form().key()))
        .filter(e -> e.validity().includes(request.date()))
        .filter(e -> e.weekdays().contains(request.date().getDayOfWeek()))
        .findFirst()
        .ifPresent(expected -> out.add(due(expected, texts)));
    return out;
  }

  private static String due(ExpectedForm expected, BlankTexts texts) {
    int days = expected.dueDaysAfter();
    return texts.get(
        days == 0 ? "due_same" : days == 1 ? "due_next" : "due_later",
        Map.of("time", expected.due().toString(), "days", String.valueOf(days)));
  }

  /**
   * A word that is read back as the beginning of a totals row; null when the table has nothing to
   * add up, no room for the word, or the country knows no such word.
   */
  private static @Nullable String total(
      Conf conf, Lang lang, BlankTexts texts, List<BlankColumn> columns) {
    if (columns.get(0).isValue() || columns.stream().noneMatch(BlankColumn::addsUp)) {
      return null;
    }
    List<String> wanted = new ArrayList<>();
    wanted.add(texts.get("total"));
    if (conf.wording().containsKey("total")) {
      wanted.add(conf.wording().get("total").in(lang));
    }
    wanted.addAll(conf.words().totals());
    return firstRead(wanted, conf.words().totals(), new Spelling(conf.words()));
  }

  private static @Nullable String signature(Conf conf, BlankTexts texts) {
    return firstRead(
        List.of(texts.get("signature")), conf.words().signatures(), new Spelling(conf.words()));
  }

  private static @Nullable String firstRead(
      List<String> wanted, List<String> known, Spelling spelling) {
    List<String> alike = known.stream().map(spelling::alike).toList();
    return wanted.stream().filter(w -> alike.contains(spelling.alike(w))).findFirst().orElse(null);
  }

  private static Map<String, List<String>> lists(
      List<BlankColumn> columns, Names names, BlankForm.Request request) {
    Map<String, List<String>> out = new LinkedHashMap<>();
    for (BlankColumn column : columns) {
      DropDown list = column.check().list();
      if (list != null) {
        out.put(list.name(), list.values());
      }
    }
    if (request.region().isEmpty()) {
      DropDown regions = names.regionChoices();
      out.put(regions.name(), regions.values());
    }
    return out;
  }

  private static Map<String, String> stamp(Conf conf, BlankForm.Request request) {
    Map<String, String> out = new LinkedHashMap<>();
    out.put(FormStamp.FORM, request.form().key());
    out.put(FormStamp.VERSION, request.form().version());
    out.put(FormStamp.LANGUAGE, request.lang().code());
    request.region().ifPresent(r -> out.put(FormStamp.REGION, r.code().value()));
    out.put(FormStamp.DATE, request.date().toString());
    out.put(FormStamp.CONF, conf.version());
    return out;
  }
}
