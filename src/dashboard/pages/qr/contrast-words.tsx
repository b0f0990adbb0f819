import { Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { judgeColours, leastContrast } from '../../../links/qr-contrast.ts'
import type { QrStyle } from '../../queries/qr.ts'

type Colours = Pick<QrStyle, 'dark' | 'light'>

/** Whether a code in these colours would be taken; false too while one is half typed. */
export function areReadable({ dark, light }: Colours): boolean {
  return isWhole({ dark, light }) && judgeColours(dark, light).kind === 'fine'
}

/** How well scanners tell the two colours apart, in words. */
export function ContrastWords({ dark, light }: Colours) {
  const { t } = useTranslation()
  const isPaper = light === 'transparent' && isWhole({ dark, light })
  return (
    <Text size="sm" role="status" c={areReadable({ dark, light }) ? 'dimmed' : 'var(--mantine-color-error)'}>
      {words({ dark, light }, t)} {isPaper && t('qr.contrast.onPaper')}
    </Text>
  )
}

/** From here on it is easy in bad light too. */
const strongContrast = 7

function words({ dark, light }: Colours, t: TFunction): string {
  if (!isWhole({ dark, light })) return t('qr.contrast.incomplete')
  const { kind, ratio } = judgeColours(dark, light)
  // Cut, not rounded: 3.96 isn't the 4 that is wanted.
  const said = { ratio: Math.floor(ratio * 10) / 10, least: leastContrast }
  return t(`qr.contrast.${kind === 'fine' && ratio >= strongContrast ? 'strong' : kind}`, said)
}

function isWhole({ dark, light }: Colours): boolean {
  return [dark, light === 'transparent' ? '#ffffff' : light].every((colour) => /^#[0-9a-f]{6}$/i.test(colour))
}
