package org.sitrep.config;

import java.util.List;
import org.sitrep.domain.RegionCode;

/** A row of {@code districts.csv}: a part of a region that forms may report apart. */
public record District(
    String code, RegionCode region, Text name, List<String> aliases, Source source) {}
