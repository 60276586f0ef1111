package io.github.dualstream.codec;

import org.jspecify.annotations.Nullable;

/**
 * Data of an event as bytes.
 *
 * @param bytes the bytes; not copied, so they must not be changed
 * @param dataSchema URI of their schema; {@code null} if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // carried through, never compared
public record SerializedData(byte[] bytes, @Nullable String dataSchema) {

}
