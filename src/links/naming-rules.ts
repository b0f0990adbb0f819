import * as z from 'zod'
import { channelIds } from './channel.ts'
import { placeholders, requirableFields, unknownPlaceholders } from './naming.ts'

const nameValue = z
  .string('must be text')
  .trim()
  .min(1, 'must not be empty')
  .max(100, 'must have 100 characters at most')
  .regex(/^\P{Cc}*$/u, 'must not hold control characters')
const allowedValues = z
  .array(nameValue, 'must be a list of values')
  .max(500, 'must have 500 values at most')
  .default([])

const pattern = z
  .string('must be text')
  .trim()
  .max(200, 'must have 200 characters at most')
  .regex(/^\P{Cc}*$/u, 'must not hold control characters')
  .superRefine((text, context) => {
    const unknown = unknownPlaceholders(text)
    const known = placeholders.map((name) => `{${name}}`).join(' ')
    if (unknown.length > 0)
      context.addIssue(
        `has ${unknown.map((name) => `{${name}}`).join(' ')}, which nothing fills in: known are ${known}`,
      )
    else if (/[{}]/.test(text.replaceAll(/\{[^{}]*\}/g, '')))
      context.addIssue(`has a brace without its other half: placeholders are ${known}`)
  })
  .optional()

const template = z.strictObject({
  source: pattern,
  medium: pattern,
  content: pattern,
  term: pattern,
  placement: nameValue.max(50, 'must have 50 characters at most').optional(),
})

/** The body of PUT /shops/{id}/naming: what isn't said is as in a shop without rules. */
export const namingRules = z.strictObject({
  separator: z.enum(['-', '_', '.'], 'must be one of - _ .').default('-'),
  lowerCase: z.boolean('must be true or false').default(true),
  letters: z.enum(['ascii', 'keep'], 'must be ascii or keep').default('keep'),
  maxLength: z
    .int('must be a whole number from 1 to 100')
    .min(1, 'must be 1 to 100')
    .max(100, 'must be 1 to 100')
    .default(100),
  required: z
    .array(z.enum(requirableFields, `must be one of ${requirableFields.join(', ')}`))
    .max(requirableFields.length, 'must name each field once')
    .default([]),
  allowed: z
    .strictObject({
      source: allowedValues,
      medium: allowedValues,
      campaign: allowedValues,
      content: allowedValues,
      term: allowedValues,
    })
    .prefault({}),
  templates: z.partialRecord(z.enum(channelIds, `must be one of ${channelIds.join(', ')}`), template).default({}),
})
