package org.sitrep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec;
import org.sitrep.config.Nearest;
import org.sitrep.config.Region;
import org.sitrep.config.Spelling;
import org.sitrep.domain.Lang;
import org.sitrep.form.BlankForm;

/** Finds what a person asked for in the country's registers and writes the blank form of it. */
final class Blanks {
  private final Conf conf;
  private final Spelling spelling;

  Blanks(Conf conf) {
    this.conf = conf;
    this.spelling = new Spelling(conf.words());
  }

  /** Something was asked for that does not exist; the message says what does. */
  static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unknown(String message) {
      super(message);
    }
  }

  /**
   * Writes the blank form and tells where.
   *
   * @param region code or name; null = all regions
   * @param lang null = the country's default
   * @param out file, or a folder for the file's usual name; null = that name here
   */
  Path write(
      String form,
      @Nullable String region,
      @Nullable String lang,
      LocalDate day,
      @Nullable Path out) {
    FormSpec spec = form(form, day);
    LocalDate date = BlankForm.filed(conf, spec, day);
    if (region == null && BlankForm.needsRegion(spec)) {
      throw new Unknown("the form '" + form + "' is about one region: say which with --region");
    }
    if (region != null && BlankForm.isNational(spec)) {
      throw new Unknown(
          "the form '" + form + "' is about the country as a whole: leave out --region");
    }
    BlankForm.Request request =
        new BlankForm.Request(
            spec,
            region == null ? Optional.empty() : Optional.of(region(region, date)),
            lang == null ? conf.country().defaultLanguage() : lang(lang),
            date);
    Path name = Path.of(BlankForm.fileName(conf, request));
    byte[] workbook = BlankForm.workbook(conf, request);
    boolean named = out != null && !Files.isDirectory(out);
    Path file = out == null ? name : named ? out : out.resolve(name);
    try {
      if (!named && Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), workbook)) {
        throw new Unknown(
            file + " is there already and is not the blank form; move it away, or give --out");
      }
      if (file.toAbsolutePath().getParent() != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
      Files.write(file, workbook);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write form: " + file, e);
    }
    return file;
  }

  private FormSpec form(String key, LocalDate day) {
    List<FormSpec> named = conf.forms().stream().filter(f -> f.key().equals(key)).toList();
    if (named.isEmpty()) {
      Map<String, String> known = new LinkedHashMap<>();
      for (FormSpec form : conf.forms()) {
        known.put(form.key(), form.title().in(conf.country().defaultLanguage()));
      }
      throw unknown(key, "is not a form of " + conf.directory(), known);
    }
    return named.stream()
        .filter(f -> f.validity().includes(day))
        .findFirst()
        .orElseThrow(() -> new Unknown("the form '" + key + "' is not in use on " + day));
  }

  /**
   * The region somebody means by its code or a name.
   *
   * @throws Unknown when none or several are meant
   */
  Region region(String text, LocalDate date) {
    List<Region> regions = conf.regionsOn(date);
    String wanted = spelling.alike(text);
    List<Region> found =
        regions.stream()
            .filter(r -> r.code().value().equalsIgnoreCase(text))
            .findFirst()
            .map(List::of)
            .orElseGet(
                () ->
                    regions.stream()
                        .filter(
                            r -> names(r).stream().map(spelling::alike).anyMatch(wanted::equals))
                        .toList());
    if (found.size() == 1) {
      return found.get(0);
    }
    Map<String, String> known = new LinkedHashMap<>();
    for (Region region : found.isEmpty() ? regions : found) {
      known.put(region.code().value(), region.name().in(conf.country().defaultLanguage()));
    }
    throw unknown(
        text, found.isEmpty() ? "is not a region on " + date : "may mean several regions", known);
  }

  private static Collection<String> names(Region region) {
    List<String> out = new ArrayList<>(region.aliases());
    out.addAll(region.name().byLanguage().values());
    out.addAll(region.shortName().byLanguage().values());
    return out;
  }

  private Lang lang(String code) {
    List<Lang> languages = conf.country().languages();
    return languages.stream()
        .filter(l -> l.code().equals(code))
        .findFirst()
        .orElseThrow(
            () -> {
              Map<String, String> known = new LinkedHashMap<>();
              languages.forEach(l -> known.put(l.code(), ""));
              return unknown(code, "is not a language of the country", known);
            });
  }

  /** The key somebody probably meant, by itself or by its name; null when none is near. */
  private static @Nullable String nearest(String text, Map<String, String> known) {
    String key = Nearest.of(text, known.keySet());
    String name = Nearest.of(text, known.values());
    return key != null || name == null
        ? key
        : known.keySet().stream().filter(k -> name.equals(known.get(k))).findFirst().orElse(null);
  }

  private static Unknown unknown(String text, String what, Map<String, String> known) {
    String nearest = nearest(text, known);
    StringBuilder out = new StringBuilder("'" + text + "' " + what);
    if (nearest != null) {
      out.append("; did you mean '").append(nearest).append("'?");
    }
    out.append("\nKnown:");
    known.forEach(
        (key, name) ->
            out.append("\n  ").append(key).append(name.isEmpty() ? "" : "  ").append(name));
    return new Unknown(out.toString());
  }
}
