package org.sitrep;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.config.Conf;
import org.sitrep.deliver.Deliver;
import org.sitrep.domain.Lang;
import org.sitrep.domain.NightEntry;
import org.sitrep.report.returns.Returned;
import org.sitrep.report.returns.Returns;
import org.sitrep.report.returns.Verdict;
import org.sitrep.report.returns.Verdicts;
import org.sitrep.store.Store;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Nights;
import org.sitrep.tables.RawRows;
import org.sitrep.tables.RowAccounts;
import org.sitrep.tables.Submissions;

/**
 * The part of a night that goes back to senders: every file it learnt with something to correct or
 * to check. Held nights have it too.
 */
final class SendBack {
  private static final String RETURNS = "returns";

  private final RunRequest request;
  private final Conf conf;
  private final Store store;

  SendBack(RunRequest request, Conf conf, Store store) {
    this.request = request;
    this.conf = conf;
    this.store = store;
  }

  /** Whether everything {@code record} tells of still stands there. */
  boolean isDone(NightRecord record) {
    return record.has(RETURNS)
        && record.list(RETURNS).stream()
            .allMatch(
                entry -> {
                  Path file = path(entry);
                  return Files.exists(file)
                      && Hash.sha256(file).equals(entry.getOrDefault("sha256", ""));
                });
  }

  /** Writes the files and notes them in {@code record}; tells how many. */
  int write(NightEntry night, NightRecord record) {
    Verdicts.Tables tables = tables(night);
    List<Verdict> verdicts = Verdicts.read(tables, conf, conf.mail().returnsFrom());
    Path folder = folder();
    List<Map<String, Object>> entries = new ArrayList<>();
    for (Returned returned : Returns.write(tables, verdicts, conf, folder)) {
      Verdict verdict = returned.verdict();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("file", folder.relativize(returned.path()).toString().replace('\\', '/'));
      entry.put("submission_id", verdict.submission());
      entry.put("region", verdict.region() == null ? null : verdict.region().value());
      entry.put("lang", returned.lang().code());
      entry.put("findings", verdict.count());
      entry.put("severity", verdict.worst().word());
      entry.put("sha256", Hash.sha256(returned.path()));
      entries.add(entry);
    }
    record.put(RETURNS, entries);
    return entries.size();
  }

  /** The letters about the files {@code record} tells of, where somebody is to get them. */
  List<Deliver.ReturnedFile> letters(NightEntry night, NightRecord record) {
    List<Map<String, String>> entries = record.list(RETURNS);
    if (entries.isEmpty()) {
      return List.of();
    }
    Verdicts.Tables tables = tables(night);
    Map<String, Verdict> verdicts = new HashMap<>();
    Verdicts.read(tables, conf, conf.mail().returnsFrom())
        .forEach(verdict -> verdicts.put(verdict.submission(), verdict));
    List<Deliver.ReturnedFile> out = new ArrayList<>();
    for (Map<String, String> entry : entries) {
      Verdict verdict = verdicts.get(entry.get("submission_id"));
      if (verdict != null) {
        Lang lang = new Lang(Objects.requireNonNull(entry.get("lang")));
        Returned returned = Returns.again(tables, verdict, conf, lang, path(entry));
        out.add(
            new Deliver.ReturnedFile(
                returned.path(),
                verdict.region(),
                lang,
                verdict.submission(),
                verdict.file(),
                verdict.mustFix(),
                returned.letter()));
      }
    }
    return out;
  }

  private Path folder() {
    return request.home().returns(request.reportDate());
  }

  private Path path(Map<String, String> entry) {
    return folder().resolve(entry.getOrDefault("file", ""));
  }

  /** What every attempt at this report date learnt. */
  private Verdicts.Tables tables(NightEntry night) {
    return new Verdicts.Tables(
        own(night, Submissions.TABLE),
        own(night, RawRows.TABLE),
        own(night, RowAccounts.TABLE),
        own(night, Coverage.TABLE),
        own(night, Findings.TABLE),
        request.home().archive());
  }

  private Dataset<Row> own(NightEntry night, String table) {
    return store
        .asOf(night, table)
        .where(col(Nights.NIGHT_ID).startsWith(request.reportDate() + "."));
  }
}
