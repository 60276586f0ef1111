package io.github.dualstream.test.slices;

import org.springframework.data.repository.CrudRepository;

/**
 * Purchases.
 */
interface PurchaseRepository extends CrudRepository<Purchase, String> {

}
