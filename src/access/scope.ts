/** What a key may do. The owner, signed in, and ADMIN_API_KEY may do all of it. */
export const scopes = [
  'shops:read',
  'shops:write',
  'links:read',
  'links:write',
  'clicks:read',
  'clicks:write',
  'conversions:read',
  'conversions:write',
  'erasures:write',
  'goals:read',
  'goals:write',
  'reports:read',
  'reports:write',
  'export:read',
  'metrics:read',
  'keys:write',
] as const
export type Scope = (typeof scopes)[number]
