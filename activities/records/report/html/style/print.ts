export const PRINT = `
@page { size: A4; margin: 14mm 13mm; }
@media print {
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  html { font-size: 13px; }
  body { font-size: 1rem; }
  main { max-width: none; padding: 0; }
  section { margin-top: 24px; }
  .experiment { margin-top: 32px; }
  h2, h3, h4, h5, caption, thead { break-after: avoid; }
  .text, .numbers, .facts, .sli-head, tr, figure, .answer, .notice, .account, .next li, .facts > div { break-inside: avoid; }
  .sampling, .hypothesis, .when { break-after: avoid; }
  .table { overflow: visible; }
  .facts { grid-template-columns: repeat(3, 1fr); }
  .answers { grid-template-columns: repeat(3, 1fr); }
  .account { grid-template-columns: repeat(5, 1fr); }
  .cross { display: none; }
  .wide { display: inline; }
  details { border: 0; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  pre { white-space: pre-wrap; overflow: visible; border: 0; padding: 0; background: none; }
  a { color: inherit; text-decoration: none; }
}
`;
