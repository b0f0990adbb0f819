import {
  IconBrandGoogle,
  IconShoppingBag,
  IconBrandStripe,
  IconBrandWordpress,
  IconBuildingStore,
  IconCode,
  IconNetwork,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type System, systems } from './systems.ts'
import classes from './system-tiles.module.css'

type Props = { readonly value: System | undefined; readonly onChange: (system: System) => void }

/** What the shop is run with: one is chosen, with the arrow keys too. */
export function SystemTiles({ value, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <fieldset className={classes.fieldset}>
      <legend className={classes.legend}>{t('install.choose')}</legend>
      <div className={classes.grid}>
        {systems.map((system) => {
          const Icon = icons[system]
          return (
            <label key={system} className={classes.tile}>
              <input
                type="radio"
                name="system"
                value={system}
                checked={system === value}
                onChange={() => onChange(system)}
              />
              <Icon size={22} stroke={1.6} aria-hidden="true" />
              <span>
                <span className={classes.name}>{t(`install.system.${system}.name`)}</span>
                <span className={classes.hint}>{t(`install.system.${system}.hint`)}</span>
              </span>
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}

const icons = {
  shopify: IconShoppingBag,
  woocommerce: IconBrandWordpress,
  stripe: IconBrandStripe,
  gtm: IconBrandGoogle,
  own: IconCode,
  postback: IconNetwork,
  none: IconBuildingStore,
} as const satisfies Record<System, typeof IconCode>
