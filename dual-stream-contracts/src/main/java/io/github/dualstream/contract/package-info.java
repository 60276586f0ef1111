/**
 * Contracts of event types: JSON Schemas that published data is checked against, that
 * publishers and consumers are tested against, and that are compared between versions.
 */
@NullMarked
package io.github.dualstream.contract;

import org.jspecify.annotations.NullMarked;
