package org.sitrep.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.sitrep.config.Conf;
import org.sitrep.domain.Address;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.FindingTexts;
import org.sitrep.domain.Lang;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Submissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stage 1. Takes every new file of the inbox into the archive and reads it to raw rows with their
 * address. Every file is accounted for: it was read, it was refused with a finding that says why,
 * or it had come before.
 */
public final class Ingest {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  /** Name of a count: cells that were read. */
  public static final String CELLS = "cells";

  private Ingest() {}

  /**
   * What to receive.
   *
   * @param nightId written to every row
   * @param inbox folder that is looked through; nothing in it is changed
   * @param archive folder that keeps every file by content
   * @param key of pseudonyms and sealed files; only read when the country receives data on persons
   * @param receivedAt when the files count as received; empty = each when it last changed
   * @param now no file counts as received later than this unless {@code receivedAt} says so
   */
  public record Request(
      String nightId,
      Path inbox,
      Path archive,
      PersonKey key,
      Optional<Instant> receivedAt,
      Instant now) {}

  /**
   * What came of it. The datasets have exactly the columns of their tables, rows in order of path.
   *
   * @param rawRows read again from the archive each time they are asked for when they are many
   * @param counts found (files in the inbox), known (from earlier nights), read, refused, duplicate
   *     (submissions), rows, cells
   */
  public record Received(
      Dataset<Row> submissions,
      Dataset<Row> rawRows,
      Dataset<Row> findings,
      Map<String, Long> counts) {
    public Received {
      counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }
  }

  /**
   * Receives what is new in the inbox.
   *
   * @param earlier table {@code submission} as published before this night
   */
  public static Received receive(
      SparkSession spark, Request request, Conf conf, Dataset<Row> earlier) {
    PersonWords words = PersonWords.of(conf);
    UnaryOperator<String> starred =
        words == null ? UnaryOperator.identity() : new PersonMask(words, null)::text;
    Known known = Known.of(earlier);
    List<Inbox.Entry> found = found(request, conf, starred);
    List<Inbox.Entry> unknown = found.stream().filter(entry -> !known.has(entry)).toList();
    List<String> languages = conf.country().languages().stream().map(Lang::code).toList();
    Receipts receipts = new Receipts(request, conf.limits(), regions(conf), languages, words);
    unknown.forEach(receipts::take);
    Map<Receipt, Known.Earlier> originals = originals(receipts.received(), known);
    List<Receipt> fresh =
        receipts.received().stream().filter(r -> !originals.containsKey(r)).toList();
    Reading.Result read =
        new Reading(
                request.nightId(),
                conf.limits(),
                languages,
                words,
                words == null ? null : request.key())
            .read(spark, fresh);
    List<Told> told = told(receipts, originals, outcomes(fresh, read), conf);
    Map<String, Long> counts = counts(told, found.size(), found.size() - unknown.size());
    LOG.info("ingest: {}", counts);
    return new Received(
        submissions(spark, told, request.nightId()),
        read.rows(),
        findings(spark, told, request.nightId(), conf),
        counts);
  }

  private static List<Inbox.Entry> found(
      Request request, Conf conf, UnaryOperator<String> starred) {
    try {
      return Inbox.list(request.inbox(), regions(conf), starred);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look through the inbox: " + request.inbox(), e);
    }
  }

  private static Map<String, String> regions(Conf conf) {
    Map<String, String> out = new HashMap<>();
    conf.regions()
        .forEach(r -> out.put(r.code().value().toLowerCase(Locale.ROOT), r.code().value()));
    return out;
  }

  /** Of every receipt that only repeats a submission of before or of tonight: which. */
  private static Map<Receipt, Known.Earlier> originals(List<Receipt> received, Known known) {
    List<Receipt> inTime = new ArrayList<>(received);
    inTime.sort(Comparator.comparing(Receipt::receivedAt));
    Map<Receipt, Known.Earlier> out = new HashMap<>();
    for (Receipt receipt : inTime) {
      Known.Earlier original = known.original(receipt);
      if (original == null) {
        known.add(receipt);
      } else {
        out.put(receipt, original);
      }
    }
    return out;
  }

  /** What reading came to, by submission. */
  private static Map<String, Outcome> outcomes(List<Receipt> fresh, Reading.Result read) {
    Map<String, Outcome> out = new HashMap<>();
    for (int i = 0; i < fresh.size(); i++) {
      out.put(fresh.get(i).id(), read.outcomes().get(i));
    }
    return out;
  }

  private static List<Told> told(
      Receipts receipts,
      Map<Receipt, Known.Earlier> originals,
      Map<String, Outcome> outcomes,
      Conf conf) {
    List<Told> out = new ArrayList<>(receipts.refused());
    for (Receipt receipt : receipts.received()) {
      Known.Earlier original = originals.get(receipt);
      Outcome read = outcomes.get(original == null ? receipt.id() : original.submissionId());
      if (read != null && read.refused()) {
        // told again: a second copy of a file nobody can use is no "already received"
        out.add(new Told(receipt, Submissions.REFUSED, null, read));
      } else if (original == null) {
        out.add(new Told(receipt, Submissions.READ, null, Objects.requireNonNull(read)));
      } else {
        out.add(duplicate(receipt, original, conf));
      }
    }
    out.sort(
        Comparator.comparing((Told t) -> t.receipt().path())
            .thenComparing(t -> Objects.requireNonNullElse(t.receipt().member(), "")));
    return out;
  }

  private static Told duplicate(Receipt receipt, Known.Earlier earlier, Conf conf) {
    String when = WHEN.format(earlier.receivedAt().atZone(conf.country().timeZone()));
    Note note = Note.file(FindingCode.FILE_ALREADY_RECEIVED, Map.of("when", when));
    Outcome nothing = new Outcome(null, null, false, List.of(note), 0, 0);
    return new Told(receipt, Submissions.DUPLICATE, earlier.submissionId(), nothing);
  }

  private static Map<String, Long> counts(List<Told> told, int found, int known) {
    Map<String, Long> out = new LinkedHashMap<>();
    out.put("found", (long) found);
    out.put("known", (long) known);
    for (String outcome : List.of(Submissions.READ, Submissions.REFUSED, Submissions.DUPLICATE)) {
      out.put(outcome, told.stream().filter(t -> t.outcome().equals(outcome)).count());
    }
    out.put("rows", told.stream().mapToLong(t -> t.read().rows()).sum());
    out.put(CELLS, told.stream().mapToLong(t -> t.read().cells()).sum());
    return out;
  }

  private static Dataset<Row> submissions(SparkSession spark, List<Told> told, String nightId) {
    List<Row> rows = new ArrayList<>();
    for (Told t : told) {
      Receipt receipt = t.receipt();
      rows.add(
          RowFactory.create(
              receipt.id(),
              nightId,
              receipt.sha256(),
              receipt.name(),
              receipt.path(),
              receipt.member(),
              receipt.size(),
              receipt.modifiedAt(),
              receipt.receivedAt(),
              receipt.sender(),
              t.read().container(),
              t.read().encoding(),
              t.outcome(),
              t.duplicateOf(),
              receipt.persons()));
    }
    return spark.createDataFrame(rows, Submissions.schema());
  }

  /** Whether a hidden sheet is one that a form asks for: what becomes of it is told there. */
  private static boolean isAskedFor(Note note, Conf conf) {
    String sheet = note.sheet();
    return note.code() == FindingCode.SHEET_HIDDEN
        && sheet != null
        && conf.forms().stream().anyMatch(form -> form.sheets().takes(sheet, true));
  }

  private static Dataset<Row> findings(
      SparkSession spark, List<Told> told, String nightId, Conf conf) {
    FindingTexts texts = FindingTexts.load(conf.country().languages());
    List<Row> rows = new ArrayList<>();
    for (Told t : told) {
      for (Note note : t.read().notes()) {
        if (!isAskedFor(note, conf)) {
          rows.add(finding(t.receipt(), note, nightId, texts));
        }
      }
      if (t.receipt().persons() && t.outcome().equals(Submissions.READ)) {
        Note persons = Note.file(FindingCode.PERSONS_SEALED, Map.of());
        rows.add(finding(t.receipt(), persons, nightId, texts));
      }
    }
    return spark.createDataFrame(rows, Findings.schema());
  }

  private static Row finding(Receipt receipt, Note note, String nightId, FindingTexts texts) {
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("file", receipt.title());
    arguments.putAll(note.arguments());
    Address address = new Address(receipt.id(), note.sheet(), note.row(), note.column());
    return RowFactory.create(
        nightId,
        receipt.id(),
        receipt.name(),
        note.code().name(),
        note.code().severity().word(),
        note.code().scope().word(),
        note.code().actor().word(),
        null,
        receipt.sender(),
        null,
        note.sheet(),
        note.row(),
        note.column(),
        address.cell(),
        note.raw(),
        arguments,
        texts.message(note.code(), arguments));
  }
}
