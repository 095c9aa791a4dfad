package org.sitrep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.aggregate.Traced;
import org.sitrep.domain.NightEntry;
import org.sitrep.tables.Indicators;

/** A traced figure for programs. */
final class TraceJson {
  private final TracedFiles files;

  TraceJson(TracedFiles files) {
    this.files = files;
  }

  Map<String, @Nullable Object> of(Traced traced, NightEntry night) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    for (String column :
        List.of(
            Indicators.DEFINITION_VERSION,
            Indicators.VALUE,
            Indicators.LOWER,
            Indicators.UPPER,
            Indicators.NUMERATOR,
            Indicators.DENOMINATOR,
            Indicators.STATUS)) {
      out.put(column, traced.figure().getAs(column));
    }
    out.put("figure", traced.top().what());
    out.put("night_id", night.nightId());
    out.put("night_status", night.status());
    out.put("report_date", night.reportDate().toString());
    out.put("known_at", night.knownAt().toString());
    out.put("conf_version", night.confVersion());
    out.put("follows", traced.follows());
    out.put("recomputed", number(traced.top().recomputed()));
    out.put("made_of", step(traced.top()));
    out.put("files", files.files().values().stream().map(this::file).toList());
    return out;
  }

  private Map<String, @Nullable Object> step(Traced.Step step) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("what", step.what());
    out.put("place", step.place());
    out.put("day", step.day() == null ? null : step.day().toString());
    out.put("value", number(step.value()));
    out.put("status", step.status());
    if (step.operation() != null) {
      out.put("operation", step.operation().words());
      out.put("parts", step.parts().stream().map(this::step).toList());
    }
    if (step.source() != null) {
      out.put("source", step.source());
    }
    Traced.Told told = step.told();
    if (told != null) {
      out.put("form", told.form());
      out.put("line_list", told.lineList());
      out.put("readings", told.readings().stream().map(r -> reading(step, told, r)).toList());
    }
    Traced.Sent sent = step.sent();
    if (sent != null) {
      out.put("form", sent.form());
      out.put("due", sent.due().toString());
      out.put("submission_id", sent.submission());
      out.put("received_at", sent.receivedAt() == null ? null : sent.receivedAt().toString());
    }
    return out;
  }

  private Map<String, @Nullable Object> reading(
      Traced.Step step, Traced.Told told, Traced.Reading reading) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("submission_id", reading.submission());
    out.put("received_at", reading.receivedAt().toString());
    out.put("counts", reading.counts());
    out.put("cells", reading.cells().stream().map(cell -> cell(step, told, cell)).toList());
    return out;
  }

  private Map<String, @Nullable Object> cell(Traced.Step step, Traced.Told told, Traced.Cell cell) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("sheet", cell.address().sheet());
    out.put("cell", cell.address().cell());
    out.put("value", cell.value());
    TracedFiles.Stood stood = files.stood(cell.address());
    out.put("stood", stood == null ? null : stood.text());
    out.put("formula", stood != null && stood.formula());
    if (told.lineList()) {
      out.put("rows", List.copyOf(files.rows(step, cell.address())));
    }
    out.put("findings", files.on(cell.address()).stream().map(TraceJson::remark).toList());
    return out;
  }

  private static Map<String, @Nullable Object> remark(TracedFiles.Remark remark) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("code", remark.code());
    out.put("severity", remark.severity());
    out.put("sentence", remark.sentence());
    if (remark.isCorrection()) {
      out.put("correction", remark.arguments());
    }
    return out;
  }

  private Map<String, @Nullable Object> file(TracedFiles.File file) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("submission_id", file.submission());
    out.put("file", file.name());
    out.put("received_at", file.receivedAt().toString());
    out.put("sender", file.sender());
    out.put("findings", files.onFile(file.submission()).stream().map(TraceJson::remark).toList());
    return out;
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
