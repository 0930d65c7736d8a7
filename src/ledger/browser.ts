/** The ledger's door for browsers: checking receipts with WebCrypto, nothing of Node behind it. */
export { ReceiptError, receiptRules, type ReceiptRule } from './portable/bytes.ts';
export { webCrypto, type PortableCrypto } from './portable/crypto.ts';
export {
  parseReceipt,
  receiptFormat,
  verifyReceipt,
  type Receipt,
  type ReceiptExpectation,
  type ReceiptKey,
  type VerifiedReceipt,
} from './portable/receipt.ts';
