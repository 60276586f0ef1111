package io.github.dualstream.consumer

import io.github.dualstream.Event
import org.springframework.core.ParameterizedTypeReference

/**
 * Read the data of an event that was read from the log.
 * @param event event with its data
 * @param T type of the data, also a generic one
 * @return the data; `null` for a tombstone
 * @throws UnreadableDataException if the data does not fit
 */
public inline fun <reified T : Any> DataReader.read(event: Event): T? =
	`as`(object : ParameterizedTypeReference<T>() {}.type).apply(event) as T?
