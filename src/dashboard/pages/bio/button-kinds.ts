import {
  IconBrandLine,
  IconBrandWhatsapp,
  IconLink,
  IconMail,
  IconMapPin,
  IconPhone,
  IconShoppingBag,
  IconToolsKitchen2,
  type TablerIcon,
} from '@tabler/icons-react'
import type { BioButton } from '../../queries/bio.ts'

/** In the order in which they are offered. */
export const buttonKinds = [
  'menu',
  'shop',
  'line',
  'whatsapp',
  'call',
  'map',
  'email',
  'link',
] as const satisfies readonly BioButton['kind'][]

export const buttonIcons: Readonly<Record<BioButton['kind'], TablerIcon>> = {
  menu: IconToolsKitchen2,
  shop: IconShoppingBag,
  line: IconBrandLine,
  whatsapp: IconBrandWhatsapp,
  call: IconPhone,
  map: IconMapPin,
  email: IconMail,
  link: IconLink,
}
