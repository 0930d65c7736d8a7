/** The ledger's door for browsers: signing statements and checking receipts with WebCrypto, nothing of Node behind it. */
export {
  fromBase64Url,
  hex,
  ReceiptError,
  receiptRules,
  toBase64Url,
  utf8,
  type ReceiptRule,
} from './portable/bytes.ts';
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
export { signPortably, thumbprintOf, type PortableSigner } from './portable/sign.ts';
