package org.sitrep.sample;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way.
 *
 * @param arrives when it lands in the inbox
 * @param folder folder below the inbox
 * @param name file name in the letters the sender uses
 * @param latin file name for a disk that takes no others
 * @param content its bytes
 * @param fault planted in it, or cause of its late or second arrival; null when it is as it should
 *     be
 * @param first false for the file that puts a fault right
 */
record Sending(
    Instant arrives,
    String folder,
    String name,
    String latin,
    Supplier<byte[]> content,
    PlantedFault.@Nullable Plan fault,
    boolean first) {}
