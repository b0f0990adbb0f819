import type { TFunction } from 'i18next'
import { type Place, places } from '../../../survey/place.ts'
import { channelName } from '../../parts/channel-name.ts'

/** What an option of the shop's may stand for. */
export const ownPlaces = places.filter((place) => place !== 'other' && place !== 'unknown')

/** What a place is called: networks by their own name. */
export function placeName(place: Place, t: TFunction): string {
  switch (place) {
    case 'email':
    case 'search':
    case 'friend':
    case 'shop-window':
    case 'other':
    case 'unknown':
    case 'blog':
    case 'print':
      return t(`survey.places.${place}`)
    default:
      return channelName(place)
  }
}
