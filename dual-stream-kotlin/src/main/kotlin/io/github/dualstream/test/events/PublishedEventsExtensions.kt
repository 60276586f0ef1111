package io.github.dualstream.test.events

/**
 * Restrict the view to the events of a payload.
 * @param T class with [io.github.dualstream.DualStreamEvent]
 * @return the events with that payload among these
 */
public inline fun <reified T : Any> PublishedEvents.ofType(): PublishedEvents = ofType(T::class.java)

/**
 * Return the data of the events that are there now.
 * @param T class to read the data as
 * @return the data, of the events of each source in order
 */
public inline fun <reified T : Any> PublishedEvents.data(): List<T> = data(T::class.java)

/**
 * Assert that an event was published whose data meets requirements.
 * @param requirements assertions about the data of one event
 * @param T class to read the data as
 * @return this assertion
 */
public inline fun <reified T : Any> PublishedEventsAssert.containsData(
	crossinline requirements: (T) -> Unit,
): PublishedEventsAssert = containsData(T::class.java) { requirements(it) }
