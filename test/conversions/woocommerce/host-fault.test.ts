import { expect, it } from 'vitest'
import { findHostFault } from '../../../src/conversions/woocommerce/host-fault.ts'
import { makeRuntime } from '../../make.ts'

it('asks anew each time where a name leads, since it may lead elsewhere tomorrow', async () => {
  let addresses: readonly string[] = ['93.184.216.34']
  const runtime = await makeRuntime({ publicUrl: 'https://till.example', lookUpHost: async () => addresses })
  expect(await findHostFault(runtime, 'shop.example')).toBeUndefined()
  addresses = ['93.184.216.34', '192.168.1.1']
  expect(await findHostFault(runtime, 'shop.example')).toMatch(/leads to an address of a network of your own/)
})
