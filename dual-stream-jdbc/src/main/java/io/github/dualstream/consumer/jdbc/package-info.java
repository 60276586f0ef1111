/**
 * Consumer state in the application's database.
 */
@NullMarked
package io.github.dualstream.consumer.jdbc;

import org.jspecify.annotations.NullMarked;
