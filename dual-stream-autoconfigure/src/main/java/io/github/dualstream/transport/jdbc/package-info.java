/**
 * What is kept in the application's database.
 */
@NullMarked
package io.github.dualstream.transport.jdbc;

import org.jspecify.annotations.NullMarked;
