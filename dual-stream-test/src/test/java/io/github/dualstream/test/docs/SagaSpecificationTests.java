package io.github.dualstream.test.docs;

/**
 * Runs the specification of the page about sagas.
 */
class SagaSpecificationTests extends SagaSnippets.OrderFulfilmentTests {

}
