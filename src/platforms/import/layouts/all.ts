import type { PlatformLayout } from '../layout.ts'
import { metaAds } from './meta-ads.ts'
import { metaFacebook, metaInstagram } from './meta-business.ts'
import { linkedinPosts, pinterestAds, tiktokAds, tiktokContent, tiktokOverview, youtube } from './others.ts'
import { xContent, xOverview } from './x.ts'

/** Every export that is known; the one with most known columns is taken. */
export const platformLayouts: readonly PlatformLayout[] = [
  metaAds,
  metaFacebook,
  metaInstagram,
  xContent,
  xOverview,
  tiktokContent,
  tiktokOverview,
  tiktokAds,
  linkedinPosts,
  youtube,
  pinterestAds,
]
