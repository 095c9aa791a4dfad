package org.sitrep.config;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.RegionCode;

/**
 * A row of {@code regions.csv}: one region under one name for a time. Key: code and the start of
 * validity.
 *
 * @param abbreviation at most four letters, for the tiles of the map
 * @param aliases every spelling met, the three names included
 * @param type city or region, as the country calls them; other for what reports and has no
 *     territory
 * @param iso ISO 3166-2 code; may be empty for type other
 * @param tileColumn place on the tile-grid map from 0; null when the profile has none
 * @param tileRow place on the tile-grid map from 0; null when the profile has none
 */
public record Region(
    RegionCode code,
    Text name,
    Text shortName,
    Text abbreviation,
    List<String> aliases,
    Validity validity,
    String type,
    @Nullable RegionCode predecessor,
    String iso,
    @Nullable String isoLegacy,
    @Nullable String statisticsCode,
    ZoneId timeZone,
    @Nullable Integer tileColumn,
    @Nullable Integer tileRow,
    Source source) {
  /** Type of what reports like a region and has no territory, and so no people. */
  public static final String OTHER = "other";
}
