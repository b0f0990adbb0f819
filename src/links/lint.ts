import {
  findDuplicateKeys,
  findForeignClickIds,
  findLongLanding,
  findOldClickId,
  findPlainHttp,
  findSecondQuestionMark,
  findTaggedDestination,
  findUtmInFragment,
} from './lint-destination.ts'
import { findCampaignMove, findMediumFault } from './lint-ga4.ts'
import { findHostFaults, findInternalLink } from './lint-host.ts'
import { findLongNames, findPlaceholders, findReservedNames, findUntidyNames } from './lint-names.ts'
import { findPersonalData } from './personal-data.ts'
import type { LintedLink, Warning } from './warning.ts'

/**
 * All warnings, the destination's first; docs/lint.md has the table.
 * @source Google Analytics help 10917952 (names), 9267744 (lengths), 6366371 (personal data), 9756891 (channels)
 */
export function lintLink(link: LintedLink): Warning[] {
  return rules.flatMap((rule) => rule(link))
}

const rules: readonly ((link: LintedLink) => readonly Warning[])[] = [
  findTaggedDestination,
  findOldClickId,
  findForeignClickIds,
  findSecondQuestionMark,
  findUtmInFragment,
  findDuplicateKeys,
  findHostFaults,
  findPlainHttp,
  findLongLanding,
  findPlaceholders,
  findPersonalData,
  findInternalLink,
  findReservedNames,
  findUntidyNames,
  findLongNames,
  findMediumFault,
  findCampaignMove,
]
