/** The draft that a user starts from. */

/** A template for `negotiate --template`: a small draft that runs as it is. */
export const draftTemplate = `# A draft for "servanda negotiate". Format: docs/spec/draft-format.md.
id: my-draft
title: My draft
about: What is negotiated, and why.
coding: my estimates, unreviewed
heldOn: 2026-11-24

clauses:
  - id: infrastructure
    title: Critical infrastructure
    recordClause: null # or a clause of the record, whose positions are then used: servanda list clauses
    options:
      - { id: silent, words: The text says nothing, strength: 0, affirms: 0 }
      - { id: should, words: States should not damage critical infrastructure, strength: 1, affirms: 0.5 }
      - { id: shall, words: States shall not damage critical infrastructure, strength: 3, affirms: 1 }
  - id: reporting
    title: Reporting
    options:
      - { id: none, words: No reports, strength: 0, affirms: 0 }
      - { id: yearly, words: Each party reports once a year, strength: 2, affirms: 1 }

parties:
  - id: FRA
    positions:
      - { clause: infrastructure, stance: support, why: estimate }
      - { clause: reporting, stance: support, why: estimate }
  - id: BRA
    positions:
      - { clause: infrastructure, stance: support, why: estimate }
      - { clause: reporting, stance: conditional, why: estimate }
  - id: JPN
    reservation: 0.5
    like: FRA
  - id: IND
    utilities:
      reporting: { none: 0.2, yearly: -0.4 }
    redLines:
      - { clause: infrastructure, option: shall, why: estimate }
`;
